/* Search: what is typed is looked up in the lists of names and facts. Nothing is asked of any server. */
(function () {
  "use strict";
  var box = document.getElementById("q"), out = document.getElementById("hits"), said = document.getElementById("said");
  var zh = document.documentElement.lang.indexOf("zh") === 0;
  var FIRST = 8;

  /* Widths and case folded, hyphens and signs as spaces, Latin words and numbers parted from the Chinese around them. */
  function plain(text) {
    return " " + text.normalize("NFKC").toLowerCase().replace(/([a-z0-9.]*[a-z0-9])/g, " $1 ")
      .replace(/[^\p{L}\p{N}.]+/gu, " ").trim() + " ";
  }

  /* The part of an English word that its forms share. */
  function stem(word) {
    if (!/^[a-z]+$/.test(word) || word.length < 4) return word;
    return word.replace(/ies$/, "y").replace(/(ss|us|is)$|s$/, "$1").replace(/(..[^e])(ing|ed)$/, "$1").replace(/(...)[ey]$/, "$1");
  }

  var names = {}, entries = [];
  function around(id, depth) {
    var e = names[id];
    return !e || depth > 4 ? "" : " " + e[2] + " " + (e[3] || "") + (e[5] ? around(e[5], depth + 1) : "");
  }
  function add(list) {
    list.forEach(function (e) {
      entries.push({ kind: e[0], id: e[1], zh: e[2], en: e[3] || e[2], year: e[6] || 0,
        own: plain(e[2] + " " + (e[3] || "") + " " + (e[4] || "")),
        all: plain(e[2] + " " + (e[3] || "") + " " + (e[4] || "") + (e[5] ? around(e[5], 0) : "") + " " + (e[6] || "")) });
    });
  }
  SITE_NAMES.forEach(function (e) { names[e[1]] = e; });
  add(SITE_NAMES);
  /* The facts come behind the names, in a larger file. */
  window.addEntries = function (list) { add(list); if (box.value) show(); };
  var same = SITE_SAME.map(function (group) { return group.map(function (word) { return plain(word).trim(); }); });

  /* A word is found where a word begins with its stem, a number as it is, Chinese anywhere. */
  function has(text, word) {
    if (/[^\x00-\x7f]/.test(word)) return text.indexOf(word) >= 0;
    return text.indexOf(" " + (/^[a-z]{3,}$/.test(word) ? stem(word) : word + " ")) >= 0;
  }
  function hasAll(text, words) { return words.every(function (word) { return has(text, word); }); }

  /* The query, then the query with each word or phrase replaced by one that means the same. */
  function asked(text) {
    var query = plain(text), variants = [query];
    same.forEach(function (group) {
      group.forEach(function (word) {
        var han = /[^\x00-\x7f]/.test(word), at = query.indexOf(han ? word : " " + word);
        if (at < 0) return;
        group.forEach(function (other) {
          if (other !== word) variants.push(plain(query.slice(0, at) + " " + other + " " + query.slice(at + word.length + (han ? 0 : 1)).replace(/^s /, " ")));
        });
      });
    });
    return variants.map(function (v) { return v.trim().split(/ +/).filter(Boolean); });
  }

  function find(text) {
    var variants = asked(text), hits = [], whole = plain(text);
    if (!variants[0].length) return hits;
    entries.forEach(function (e) {
      for (var i = 0; i < variants.length; i++) {
        if (!hasAll(e.all, variants[i])) continue;
        var close = e.own.indexOf(whole) === 0 || e.own.indexOf(whole.trim()) === 1 ? 0 : hasAll(e.own, variants[i]) ? 1 : 2;
        hits.push({ e: e, rank: (i ? 3 : 0) + close, at: e.own.length });
        break;
      }
    });
    return hits.sort(function (a, b) { return a.rank - b.rank || b.e.year - a.e.year || a.at - b.at; });
  }

  function item(hit) {
    var e = hit.e, li = document.createElement("li"), a = document.createElement("a"), other = document.createElement("span");
    a.href = SITE_KINDS[e.kind][0] + "/" + e.id + ".html";
    a.textContent = zh ? e.zh : e.en;
    other.className = "reading";
    other.lang = zh ? "en" : "zh-Hans";
    other.textContent = (zh ? e.en : e.zh) === a.textContent ? "" : zh ? e.en : e.zh;
    li.append(a, other);
    return li;
  }

  function show() {
    var hits = find(box.value), groups = {};
    out.textContent = "";
    hits.forEach(function (hit) { (groups[hit.e.kind] = groups[hit.e.kind] || []).push(hit); });
    Object.keys(groups).sort(function (a, b) { return SITE_KINDS[a][3] - SITE_KINDS[b][3] || a - b; }).forEach(function (kind) {
      var part = document.createElement("section"), head = document.createElement("h2"), count = document.createElement("span"), list = document.createElement("ul");
      head.textContent = SITE_KINDS[kind][zh ? 1 : 2] + " ";
      count.className = "count"; count.textContent = groups[kind].length; head.append(count);
      list.className = "hits"; list.append.apply(list, groups[kind].slice(0, FIRST).map(item));
      part.append(head, list);
      if (groups[kind].length > FIRST) {
        var more = document.createElement("button");
        more.textContent = zh ? "其余 " + (groups[kind].length - FIRST) + " 条" : (groups[kind].length - FIRST) + " more";
        more.onclick = function () { list.append.apply(list, groups[kind].slice(FIRST).map(item)); more.remove(); };
        part.append(more);
      }
      out.append(part);
    });
    document.getElementById("az").hidden = hits.length > 0;
    said.textContent = !box.value.trim() ? "" : zh ? "找到 " + hits.length + " 条" : hits.length + (hits.length === 1 ? " result" : " results");
  }

  var wait;
  box.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(show, 60); });
  box.form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  box.value = new URLSearchParams(location.search).get("q") || "";
  if (box.value) show();
  box.focus();
})();
