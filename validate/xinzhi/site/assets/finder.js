/* A list narrowed down by choices and words; both stand in the address, so that a link leads to the same rows. */
(function () {
  "use strict";
  var zh = document.documentElement.lang.indexOf("zh") === 0, FIRST = 60;
  var WORDS = zh
    ? { all: "全部", words: "词语", clear: "清除条件", more: "再显示", rows: "条", of: "条，共", none: "没有符合条件的记录。少选一个条件试试。", found: "找到 " }
    : { all: "All", words: "Words", clear: "Clear", more: "Show more", rows: "", of: "of", none: "Nothing fits. Try one choice less.", found: "" };

  window.openFinder = function (list) {
    var place = document.getElementById("finder"), base = place.dataset.base, asked = new URLSearchParams(location.search);
    var form = document.createElement("form"), said = document.createElement("p"), scroll = document.createElement("div"), table = document.createElement("table"), body = document.createElement("tbody"), more = document.createElement("button");
    var choices = [], kept = list.rows, shown = 0;
    var texts = list.rows.map(function (row) { return " " + plain(row[2].map(words).join(" ")); });

    function plain(text) { return text.normalize("NFKC").toLowerCase(); }
    function words(cell) { return cell.map(function (piece) { return typeof piece === "string" ? piece : piece[0]; }).join(""); }
    /* A cell in a file: what a figure comes to stands in brackets behind it, what it is called stands above its column. */
    function told(cell) {
      return cell.map(function (piece, at) {
        var text = typeof piece === "string" ? piece : piece[0], aside = typeof piece !== "string" && piece[2] === "reading";
        return !aside ? text : at === 0 && cell.length > 1 ? "" : at ? " (" + text.trim() + ")" : text;
      }).join("");
    }
    function make(tag, look) { var made = document.createElement(tag); if (look) made.className = look; return made; }

    list.facets.forEach(function (facet, number) {
      var label = make("label"), select = make("select"), all = make("option"), known = asked.get(facet.id);
      label.append(make("span"), select); label.firstChild.textContent = facet.title;
      all.value = ""; all.textContent = WORDS.all; select.append(all); select.name = facet.id;
      facet.options.forEach(function (each) {
        var option = make("option");
        option.value = each[0] || "-"; option.textContent = "\u2003".repeat(each[2]) + each[1] + " (" + each[3] + ")";
        select.append(option);
      });
      select.value = known !== null ? known : asked.toString() ? "" : facet.start;
      if (select.selectedIndex < 0) select.value = "";
      choices[number] = select;
      select.addEventListener("change", narrow);
      form.append(label);
    });
    var box = make("input"), boxLabel = make("label"), clear = make("button");
    box.type = "search"; box.name = "q"; box.value = asked.get("q") || "";
    boxLabel.append(make("span"), box); boxLabel.firstChild.textContent = WORDS.words;
    clear.type = "button"; clear.textContent = WORDS.clear;
    clear.onclick = function () { choices.forEach(function (select) { select.value = ""; }); box.value = ""; narrow(); box.focus(); };
    form.append(boxLabel, clear);
    form.addEventListener("submit", function (event) { event.preventDefault(); narrow(); });
    var wait;
    box.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(narrow, 120); });
    said.setAttribute("role", "status");

    function narrow() {
      var chosen = [], typed = plain(box.value).split(/\s+/).filter(Boolean), address = new URLSearchParams();
      choices.forEach(function (select, i) {
        if (!select.value) return;
        address.set(select.name, select.value);
        chosen.push([i, select.selectedIndex - 1]);
      });
      if (box.value.trim()) address.set("q", box.value.trim());
      kept = list.rows.filter(function (row, at) {
        return chosen.every(function (c) { return row[1][c[0]].indexOf(c[1]) >= 0; })
          && typed.every(function (word) { return texts[at].indexOf(/^[a-z]/.test(word) ? " " + word : word) >= 0; });
      });
      /* Without any choice the address says so, because a page without one begins with the usual choice. */
      if (!address.toString() && list.facets.some(function (facet) { return facet.start; })) address.set("q", "");
      try { history.replaceState(null, "", location.pathname + (address.toString() ? "?" + address : "") + location.hash); } catch (error) { /* pages from files cannot, in some browsers */ }
      said.textContent = kept.length ? WORDS.found + (kept.length === list.rows.length ? kept.length + " " + WORDS.rows : kept.length + " " + WORDS.of + " " + list.rows.length + " " + WORDS.rows) : WORDS.none;
      body.replaceChildren(); shown = 0; show();
      scroll.hidden = !kept.length; taken.hidden = !kept.length;
      behind.hidden = typed.length > 0; /* what words find stands in texts that are put together here */
      behind.href = base + "sql.html#q=" + encodeURIComponent(query(chosen));
    }

    /* The same rows as a query over the package's tables and views. */
    function query(chosen) {
      return list.query + chosen.map(function (c, i) {
        var facet = list.facets[c[0]], value = "'" + facet.options[c[1]][0].replace(/'/g, "''") + "'";
        return (i ? "\n  AND " : "\nWHERE ") + facet.where.split("{value}").join(value);
      }).join("");
    }

    function piece(each, second) {
      var text = typeof each === "string" ? each : each[0], to = each[1], look = (typeof each !== "string" && each[2]) || (second ? "reading" : "");
      var made = document.createTextNode(text), outer;
      if (typeof each !== "string" && to) { outer = make("a"); outer.href = /^https?:/.test(to) ? to : base + to; outer.append(made); made = outer; }
      if (look) { outer = make("span", look); outer.append(made); made = outer; }
      return made;
    }
    function cell(column, leaves, first) {
      var made = make(first ? "th" : "td", column.look), begun = 0;
      if (first) made.scope = "row"; else made.dataset.l = column.title;
      leaves.forEach(function (pieces) {
        if (!pieces.length) return;
        if (begun === 1 || (begun > 1 && !column.line)) made.append(make("br")); else if (begun) made.append(piece([" · ", "", "reading"]));
        pieces.forEach(function (each) { made.append(piece(each, begun > 0)); });
        begun++;
      });
      return made;
    }
    function show() {
      kept.slice(shown, shown + FIRST).forEach(function (row) {
        var line = make("tr"), at = 0;
        list.columns.forEach(function (column, number) {
          line.append(cell(column, row[2].slice(at, at + column.leaves.length), number === 0));
          at += column.leaves.length;
        });
        body.append(line);
      });
      shown = Math.min(kept.length, shown + FIRST);
      more.hidden = shown >= kept.length;
      more.textContent = WORDS.more + " (" + (kept.length - shown) + ")";
    }

    var head = make("tr"), titles = ["id"], names = ["id"];
    list.columns.forEach(function (column) {
      var title = make("th", column.look);
      title.scope = "col"; title.textContent = column.title; head.append(title);
      column.leaves.forEach(function (leaf) {
        titles.push(leaf[1]);
        names.push(names.indexOf(leaf[0]) < 0 ? leaf[0] : leaf[0] + "_" + names.length);
      });
    });
    table.className = "rows"; table.append(make("thead"), body); table.tHead.append(head);
    scroll.className = "scroll"; scroll.tabIndex = 0; scroll.setAttribute("role", "region"); scroll.setAttribute("aria-label", list.title);
    scroll.append(table);
    more.type = "button"; more.onclick = show; more.className = "more";
    var taken = window.takeAway(function () {
      return { name: list.title, file: list.id, titles: titles, names: names, rows: kept.map(function (row) { return [row[0]].concat(row[2].map(told)); }) };
    });
    var behind = make("a");
    behind.textContent = "SQL"; taken.append(behind);
    place.append(form, said, scroll, more, taken);
    place.hidden = false;
    narrow();
  };
})();
