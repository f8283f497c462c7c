/* Finds entries as xinzhi/searching does in Python, by the rules that stand in search-names.js. */
var SITE_SEARCH = (function () {
  "use strict";
  var entries = [];
  var stems = SITE_RULES.stems.map(function (rule) { return [new RegExp(rule[0]), rule[1]]; });
  var stemmed = new RegExp(SITE_RULES.stemmed), beginsAWord = new RegExp(SITE_RULES.beginsAWord);

  /* Widths and case folded, hyphens and signs left out, Latin words and numbers parted from the Chinese around them. */
  function wordsOf(text) {
    return text.normalize("NFKC").toLowerCase().match(/[a-z0-9]+(?:\.[a-z0-9]+)*|(?:(?![a-z0-9])[\p{L}\p{N}])+/gu) || [];
  }
  function plain(text) { return " " + wordsOf(text).join(" ") + " "; }
  function isLatin(word) { return !/[^\x00-\x7f]/.test(word); }

  function stem(word) {
    return stemmed.test(word) ? stems.reduce(function (form, rule) { return form.replace(rule[0], rule[1]); }, word) : word;
  }

  /* What a plain text contains where it has a word. */
  function needle(word) {
    return !isLatin(word) ? word : beginsAWord.test(word) ? " " + stem(word) : " " + word + " ";
  }
  function hasAll(text, needles) { return needles.every(function (each) { return text.indexOf(each) >= 0; }); }

  /* The words before and behind a phrase, where it first stands. */
  function parted(words, said) {
    var i, at;
    if (!isLatin(said)) {
      for (i = 0; i < words.length; i++) {
        at = words[i].indexOf(said);
        if (at >= 0) return [words.slice(0, i).concat(words[i].slice(0, at) || []), [].concat(words[i].slice(at + said.length) || [], words.slice(i + 1))];
      }
      return null;
    }
    var phrase = said.split(" ").map(stem);
    for (i = 0; i + phrase.length <= words.length; i++) {
      if (phrase.every(function (each, n) { return stem(words[i + n]) === each; })) return [words.slice(0, i), words.slice(i + phrase.length)];
    }
    return null;
  }

  /* The words of the query, then those with one phrase replaced by one that means the same; each once. */
  function variants(query) {
    var words = wordsOf(query), all = [words], seen = {};
    SITE_RULES.synonyms.forEach(function (group) {
      group.forEach(function (said) {
        var around = parted(words, said);
        if (around) group.forEach(function (other) {
          if (other !== said) all.push(around[0].concat(other.split(" "), around[1]));
        });
      });
    });
    return all.map(function (each) { return Array.from(new Set(each)); }).filter(function (each) {
      var asked = each.join(" "), first = !Object.hasOwn(seen, asked);
      seen[asked] = true;
      return first;
    });
  }

  function closeness(e, asked, needles) {
    if (e.names.indexOf(asked) >= 0) return 0;
    if (e.names.some(function (name) { return name.indexOf(asked) === 0; })) return 1;
    return hasAll(e.own, needles) ? 2 : 3;
  }

  function rank(e, asked) {
    var best = Infinity;
    for (var i = 0; i < asked.length; i++) {
      if (!hasAll(e.all, asked[i].needles)) continue;
      best = Math.min(best, closeness(e, asked[i].text, asked[i].needles) + (i ? 4 : 0));
      if (!i) break;
    }
    return best;
  }

  return {
    /* Take entries in; where one lies in another, that one is there already or comes with it. */
    add: function (list) {
      var from = entries.length;
      list.forEach(function (e) {
        var names = [e[2], e[3] || e[2]].concat(e[4] || []);
        entries.push({
          kind: e[0], id: e[1], zh: names[0], en: names[1], within: e[5] === "" ? undefined : e[5], year: e[6] || 0, file: e[7] || e[1],
          names: names.map(function (name) { return plain(name).trim(); }), own: plain(names.join(" "))
        });
      });
      entries.slice(from).forEach(function (e) {
        var texts = [e.own], around = e;
        e.place = e.within === undefined ? null : entries[e.within];
        for (var depth = 0; depth < 5 && around.within !== undefined; depth++) {
          around = entries[around.within];
          texts.push(around.zh, around.en);
        }
        if (e.year) texts.push(e.year);
        e.all = plain(texts.join(" "));
        e.length = Array.from(e.own).length;
      });
    },
    /* The words of a query that no entry has; null where it has no words. */
    unknown: function (query) {
      return wordsOf(query).length === 0 ? null : Array.from(new Set(wordsOf(query))).filter(function (word) {
        var asked = [needle(word)];
        return !entries.some(function (e) { return hasAll(e.all, asked); });
      });
    },
    /* The entries that a query means: kind by kind, in each the best first, the newest of equal ones, and the shortest. */
    find: function (query) {
      var asked = variants(query).map(function (words) { return { text: words.join(" "), needles: words.map(needle) }; });
      if (!asked[0].text) return [];
      var found = [];
      entries.forEach(function (e) {
        var place = rank(e, asked);
        if (place < Infinity) found.push({ e: e, rank: place });
      });
      found.sort(function (a, b) { return a.e.kind - b.e.kind || a.rank - b.rank || b.e.year - a.e.year || a.e.length - b.e.length; });
      return found.map(function (hit) { return hit.e; });
    }
  };
})();
SITE_SEARCH.add(SITE_NAMES);
