/* What is on screen, to take away: tables as CSV, Excel and JSON, charts as SVG and PNG, texts and the page's link
   copied. Everything is made here from what the page holds; nothing is asked of any server. */
(function () {
  "use strict";
  var zh = document.documentElement.lang.indexOf("zh") === 0;
  var WORDS = zh
    ? { take: "下载：", copy: "复制", copied: "已复制", failed: "未能复制，请手动选取", link: "复制本页链接", page: "页面" }
    : { take: "Download: ", copy: "Copy", copied: "Copied", failed: "Could not copy: select it by hand", link: "Copy the link of this page", page: "page" };
  var NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d+)?$/;

  function save(name, type, content) {
    var link = document.createElement("a"), address = URL.createObjectURL(new Blob([content], { type: type }));
    link.href = address; link.download = name; link.hidden = true;
    document.body.append(link); link.click(); link.remove();
    setTimeout(function () { URL.revokeObjectURL(address); }, 10000);
  }

  function button(text, action) {
    var made = document.createElement("button");
    made.type = "button"; made.textContent = text; made.onclick = action;
    return made;
  }

  function csv(table) {
    return "\ufeff" + [table.titles].concat(table.rows).map(function (row) {
      return row.map(function (cell) {
        return /[",\r\n]/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell;
      }).join(",");
    }).join("\r\n") + "\r\n";
  }

  function json(table) {
    return JSON.stringify(table.rows.map(function (row) {
      var made = {};
      row.forEach(function (cell, i) { made[table.names[i]] = cell; });
      return made;
    }), null, 1) + "\n";
  }

  /* Excel: a ZIP of five small files, stored as they are. */
  var CRC = [];
  for (var n = 0; n < 256; n++) { var c = n; for (var k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; CRC[n] = c >>> 0; }
  function zip(files) {
    var parts = [], list = [], at = 0, encoder = new TextEncoder();
    function numbers(spec) {
      var view = new DataView(new ArrayBuffer(spec.reduce(function (sum, s) { return sum + s[0]; }, 0))), p = 0;
      spec.forEach(function (s) { if (s[0] === 2) view.setUint16(p, s[1], true); else view.setUint32(p, s[1], true); p += s[0]; });
      return new Uint8Array(view.buffer);
    }
    files.forEach(function (file) {
      var name = encoder.encode(file[0]), data = encoder.encode(file[1]), crc = 0xffffffff;
      for (var i = 0; i < data.length; i++) crc = CRC[(crc ^ data[i]) & 255] ^ (crc >>> 8);
      var shared = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, (crc ^ 0xffffffff) >>> 0], [4, data.length], [4, data.length], [2, name.length], [2, 0]];
      parts.push(numbers([[4, 0x04034b50]].concat(shared)), name, data);
      list.push(numbers([[4, 0x02014b50], [2, 20]].concat(shared, [[2, 0], [2, 0], [2, 0], [4, 0], [4, at]])), name);
      at += 30 + name.length + data.length;
    });
    var size = list.reduce(function (sum, p) { return sum + p.length; }, 0);
    return parts.concat(list, [numbers([[4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]])]);
  }
  function xml(text) {
    return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }
  function workbook(table) {
    var HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', MAIN = "http://schemas.openxmlformats.org/";
    var rows = [table.titles].concat(table.rows).map(function (row, at) {
      return "<row>" + row.map(function (cell) {
        return at && NUMBER.test(cell) ? "<c><v>" + cell + "</v></c>" : '<c t="inlineStr"><is><t xml:space="preserve">' + xml(cell.slice(0, 32767)) + "</t></is></c>";
      }).join("") + "</row>";
    }).join("");
    var widths = table.titles.map(function (title, i) {
      var most = table.rows.reduce(function (most, row) { return Math.max(most, row[i].length); }, title.length);
      return '<col min="' + (i + 1) + '" max="' + (i + 1) + '" width="' + Math.min(60, Math.max(8, most * (zh ? 1.9 : 1.1))) + '" customWidth="1"/>';
    }).join("");
    return zip([
      ["[Content_Types].xml", HEAD + '<Types xmlns="' + MAIN + 'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'],
      ["_rels/.rels", HEAD + '<Relationships xmlns="' + MAIN + 'package/2006/relationships"><Relationship Id="rId1" Type="' + MAIN + 'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'],
      ["xl/workbook.xml", HEAD + '<workbook xmlns="' + MAIN + 'spreadsheetml/2006/main" xmlns:r="' + MAIN + 'officeDocument/2006/relationships"><sheets><sheet name="' + xml(table.name.replace(/[\\/?*:[\]]/g, " ").slice(0, 31)) + '" sheetId="1" r:id="rId1"/></sheets></workbook>'],
      ["xl/_rels/workbook.xml.rels", HEAD + '<Relationships xmlns="' + MAIN + 'package/2006/relationships"><Relationship Id="rId1" Type="' + MAIN + 'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'],
      ["xl/worksheets/sheet1.xml", HEAD + '<worksheet xmlns="' + MAIN + 'spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>' + widths + "</cols><sheetData>" + rows + "</sheetData></worksheet>"]
    ]);
  }

  /* The row of buttons below a table. `read` gives the table when one is pressed: its name, the titles of its columns
     for readers, their names for programs, and its rows as texts. */
  window.takeAway = function (read) {
    var row = document.createElement("p");
    row.className = "take"; row.append(WORDS.take);
    [["CSV", "csv", "text/csv;charset=utf-8", csv],
      ["Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook],
      ["JSON", "json", "application/json", json]].forEach(function (form) {
      row.append(button(form[0], function () {
        var table = read(), made = form[3](table);
        save(table.file + "." + form[1], form[2], Array.isArray(made) ? new Blob(made) : made);
      }));
    });
    return row;
  };

  /* A cell as it reads: lines that it breaks into parted by a dot, numbers without signs between their digits. */
  window.cellText = function (cell) {
    var copy = cell.cloneNode(true);
    copy.querySelectorAll("br").forEach(function (line) { line.replaceWith(" · "); });
    var text = copy.textContent.replace(/\s+/g, " ").trim();
    return cell.classList.contains("number") ? text.replace(/(\d),(?=\d{3})/g, "$1") : text;
  };
  function site(address) { return new URL(address, document.baseURI).href.replace(/^file:.*?\/(?=(zh|en)\/)/, ""); }
  function read(table, name) {
    var titles = Array.from(table.tHead.rows[0].cells, window.cellText), rows = [], split = "", parted = table.querySelector("tr.split") !== null;
    Array.from(table.tBodies).forEach(function (body) {
      Array.from(body.rows).forEach(function (row) {
        if (row.classList.contains("split")) { split = window.cellText(row.cells[0]); return; }
        var link = row.querySelector("a[href]");
        rows.push((parted ? [split] : []).concat(Array.from(row.cells, window.cellText), link ? site(link.getAttribute("href")) : ""));
      });
    });
    var heads = (parted ? [zh ? "分组" : "Group"] : []).concat(titles, WORDS.page);
    return { name: name, file: location.pathname.split("/").pop().replace(/\.html$/, "") + (table.closest("section[id]") ? "-" + table.closest("section[id]").id : ""), titles: heads, names: heads, rows: rows };
  }

  /* Charts */
  var LOOK = ["fill", "stroke", "stroke-width", "font-family", "font-size", "text-anchor"];
  function drawing(figure) {
    var shown = figure.querySelector("svg"), copy = shown.cloneNode(true), box = shown.viewBox.baseVal, space = "http://www.w3.org/2000/svg";
    var all = shown.querySelectorAll("*");
    copy.querySelectorAll("*").forEach(function (element, i) {
      var style = getComputedStyle(all[i]);
      LOOK.forEach(function (property) { element.setAttribute(property, style.getPropertyValue(property)); });
      element.removeAttribute("class");
    });
    function text(words, y, size) {
      var line = document.createElementNS(space, "text"), style = getComputedStyle(figure);
      line.setAttribute("x", 8); line.setAttribute("y", y); line.setAttribute("font-size", size);
      line.setAttribute("font-family", style.fontFamily); line.setAttribute("fill", style.color);
      line.textContent = words; return line;
    }
    var ground = document.createElementNS(space, "rect");
    ground.setAttribute("x", 0); ground.setAttribute("y", -34); ground.setAttribute("width", box.width); ground.setAttribute("height", box.height + 56);
    ground.setAttribute("fill", getComputedStyle(figure).backgroundColor);
    copy.prepend(ground, text(window.cellText(figure.querySelector("figcaption")), -14, 14));
    copy.append(text(document.title + " " + site(location.href), box.height + 14, 8));
    copy.setAttribute("xmlns", space); copy.setAttribute("viewBox", "0 -34 " + box.width + " " + (box.height + 56));
    copy.setAttribute("width", box.width); copy.setAttribute("height", box.height + 56);
    return new XMLSerializer().serializeToString(copy);
  }
  function picture(figure, name) {
    var image = new Image(), drawn = drawing(figure);
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = image.width * 2; canvas.height = image.height * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (made) { save(name + ".png", "image/png", made); });
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawn);
  }

  /* Texts and links */
  function copying(text, title) {
    var made = button(title, function () {
      navigator.clipboard.writeText(text()).then(function () { told(WORDS.copied); }, function () { told(WORDS.failed); });
    });
    function told(words) { said.textContent = words; setTimeout(function () { said.textContent = ""; }, 3000); }
    var said = document.createElement("span"), row = document.createElement("p");
    said.setAttribute("role", "status"); row.className = "take"; row.append(made, said);
    return row;
  }

  document.querySelectorAll("main table.rows").forEach(function (table) {
    var head = table.closest("section") || document, title = head.querySelector("h1, h2, h3");
    var name = title ? window.cellText(title).replace(/ [\d,]+$/, "") : document.title;
    var around = table.closest(".scroll") || table, asked = around.nextElementSibling;
    around.after(window.takeAway(function () { return read(table, name); }));
    if (asked && asked.matches(".take")) { around.nextElementSibling.append(asked.firstElementChild); asked.remove(); }
  });
  document.querySelectorAll("figure.plot").forEach(function (figure, number) {
    var name = location.pathname.split("/").pop().replace(/\.html$/, "") + "-" + (number + 1), row = document.createElement("p");
    row.className = "take";
    row.append(WORDS.take, button("SVG", function () { save(name + ".svg", "image/svg+xml", drawing(figure)); }), button("PNG", function () { picture(figure, name); }));
    figure.append(row);
  });
  document.querySelectorAll("#cite pre").forEach(function (text) { text.after(copying(function () { return text.textContent; }, WORDS.copy)); });
  var cited = document.querySelector("#cite h2");
  if (cited) cited.after(copying(function () { return location.href.split("#")[0]; }, WORDS.link));
})();
