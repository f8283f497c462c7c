/* The page of search: shows what matching.js finds for what is typed. Nothing is asked of any server. */
(function () {
  "use strict";
  var box = document.getElementById("q"), out = document.getElementById("hits"), said = document.getElementById("said");
  var zh = document.documentElement.lang.indexOf("zh") === 0;
  var FIRST = 8;

  /* The facts come behind the names, in a larger file. */
  window.addEntries = function (list) { SITE_SEARCH.add(list); if (box.value) show(); };

  function item(e) {
    var li = document.createElement("li"), a = document.createElement("a"), other = document.createElement("span");
    a.href = SITE_KINDS[e.kind][0] + "/" + e.file + ".html";
    a.textContent = zh ? e.zh : e.en;
    other.className = "reading";
    other.lang = zh ? "en" : "zh-Hans";
    other.textContent = (zh ? e.en : e.zh) === a.textContent ? "" : zh ? e.en : e.zh;
    li.append(a, other);
    var around = document.createElement("span");
    around.className = "reading";
    around.textContent = [e.place && (zh ? e.place.zh : e.place.en), e.year].filter(Boolean).join(" · ");
    if (around.textContent) li.append(around);
    return li;
  }

  function show() {
    var hits = SITE_SEARCH.find(box.value), groups = [];
    out.textContent = "";
    hits.forEach(function (e) { (groups[e.kind] = groups[e.kind] || []).push(e); });
    groups.forEach(function (group, kind) {
      var part = document.createElement("section"), head = document.createElement("h2"), count = document.createElement("span"), list = document.createElement("ul");
      head.textContent = SITE_KINDS[kind][zh ? 1 : 2] + " ";
      count.className = "count"; count.textContent = group.length; head.append(count);
      list.className = "hits"; list.append.apply(list, group.slice(0, FIRST).map(item));
      part.append(head, list);
      if (group.length > FIRST) {
        var more = document.createElement("button");
        more.textContent = zh ? "其余 " + (group.length - FIRST) + " 条" : (group.length - FIRST) + " more";
        more.onclick = function () { list.append.apply(list, group.slice(FIRST).map(item)); more.remove(); };
        part.append(more);
      }
      out.append(part);
    });
    document.getElementById("az").hidden = hits.length > 0;
    said.textContent = !box.value.trim() ? "" : hits.length ? zh ? "找到 " + hits.length + " 条" : hits.length + (hits.length === 1 ? " result" : " results") : none(SITE_SEARCH.unknown(box.value));
  }

  function none(unknown) {
    if (unknown === null) return zh ? "没有可找的词：请写出文字或数字。" : "There is no word to look for: write letters or digits.";
    if (!unknown.length) return zh ? "没有找到：每个词都有，但没有一条同时含有它们。少写一个词试试。" : "Nothing found: every word is there, but in no entry together. Try one word less.";
    return zh ? "没有找到：全部名称与事实中都没有“" + unknown.join("”“") + "”。" : "Nothing found: no name or fact has “" + unknown.join("”, “") + "”.";
  }

  var wait;
  box.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(show, 60); });
  box.form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  box.value = new URLSearchParams(location.search).get("q") || "";
  if (box.value) show();
  box.focus();
})();
