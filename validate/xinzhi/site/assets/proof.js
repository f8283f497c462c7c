/* A reader's own copy of a document against the places that prove a fact: its digest and the cited characters are
   checked here, and shown. The file is read on this machine and goes nowhere. */
(function () {
  "use strict";
  var zh = document.documentElement.lang.indexOf("zh") === 0, list = document.querySelector("ol.places"), AROUND = 80;
  if (!list || !list.querySelector("[data-sha256]")) return;
  var SAY = zh ? {
    ask: "手头有原文文件（UTF-8 文本）？拖到这里或选择文件，核对其摘要并显示所引文字。文件只在本机读取。",
    right: "正是所引的文件：SHA-256 相符。",
    changed: "文件与所引版本不同（SHA-256 不符），但所引文字仍在原处，逐字相同。",
    wrong: "不是本条所据的文件，或已被改动：SHA-256 不符，所引位置也不是所引文字。",
    none: "不是 UTF-8 文本，无法核对所引文字。", has: "此文件：", wants: "所据文件：",
    unsafe: "浏览器只在 https、本机地址或本地文件中计算摘要：请下载网站后打开本页。"
  } : {
    ask: "Have the document (UTF-8 text)? Drop it here, or choose it: its digest is checked and the cited words are shown. The file is read on this machine only.",
    right: "This is the cited file: its SHA-256 agrees.",
    changed: "The file differs from the version cited (another SHA-256), but the cited words stand at their place, letter for letter.",
    wrong: "This is not the file that this rests on, or it was changed: its SHA-256 differs, and the cited words do not stand at their place.",
    none: "The file is not UTF-8 text: the cited words cannot be checked.", has: "This file: ", wants: "The file cited: ",
    unsafe: "Browsers compute digests on https, on this machine's own address and on local files only: download the site and open this page there."
  };
  var drop = document.createElement("div"), label = document.createElement("label"), input = document.createElement("input"), said = document.createElement("div");
  drop.className = "drop"; label.textContent = SAY.ask; input.type = "file"; input.accept = ".txt,text/plain";
  said.setAttribute("role", "status");
  label.append(input); drop.append(label, said); list.after(drop);

  function digest(bytes) {
    return crypto.subtle.digest("SHA-256", bytes).then(function (made) {
      return Array.from(new Uint8Array(made), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    });
  }
  function line(text, look) {
    var made = document.createElement("p");
    made.textContent = text; if (look) made.className = look;
    return made;
  }
  function quote(signs, start, end) {
    var made = document.createElement("blockquote"), mark = document.createElement("mark");
    made.lang = "zh-Hans";
    mark.textContent = signs.slice(start, end).join("");
    made.append(signs.slice(Math.max(0, start - AROUND), start).join(""), mark, signs.slice(end, end + AROUND).join(""));
    return made;
  }
  function check(file) {
    said.replaceChildren();
    if (!window.crypto || !crypto.subtle) { said.append(line(SAY.unsafe)); return; }
    file.arrayBuffer().then(function (bytes) {
      return digest(bytes).then(function (own) {
        var signs = null, places = Array.from(list.querySelectorAll("[data-sha256]"));
        try { signs = Array.from(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)); } catch (error) { /* said below */ }
        var same = places.filter(function (p) { return p.dataset.sha256 === own; }), asked = same.length ? same : places;
        return Promise.all(asked.map(function (place) {
          var cited = signs ? signs.slice(+place.dataset.start, +place.dataset.end).join("") : "";
          return digest(new TextEncoder().encode(cited)).then(function (each) { return each === place.dataset.cited; });
        })).then(function (agree) {
          var there = asked.filter(function (_, i) { return agree[i]; });
          said.append(line(same.length ? SAY.right : there.length ? SAY.changed : SAY.wrong, same.length ? "tone good" : there.length ? "tone half" : "tone bad"));
          if (!same.length) {
            said.append(line(SAY.has + own, "digest"));
            new Set(places.map(function (p) { return p.dataset.sha256; })).forEach(function (sum) { said.append(line(SAY.wants + sum, "digest")); });
          }
          if (!signs) said.append(line(SAY.none));
          there.forEach(function (place) { said.append(quote(signs, +place.dataset.start, +place.dataset.end)); });
        });
      });
    });
  }
  input.addEventListener("change", function () { if (input.files.length) check(input.files[0]); });
  drop.addEventListener("dragover", function (event) { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", function () { drop.classList.remove("over"); });
  drop.addEventListener("drop", function (event) {
    event.preventDefault(); drop.classList.remove("over");
    if (event.dataTransfer.files.length) check(event.dataTransfer.files[0]);
  });
})();
