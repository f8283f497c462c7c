/* The SQL page: the engine and the database come with the first run. Nothing is asked of anybody else: the page's policy
   forbids it, and the engine is locked before the first query. */
(function () {
  "use strict";
  const SHOWN = 500, MOST = 500000, PATIENCE = 60000;
  const EXHAUSTED = /memory|unreachable|out of bounds/i;
  const zh = document.documentElement.lang.startsWith("zh");
  const say = (chinese, english) => (zh ? chinese : english);
  const at = (id) => document.getElementById(id);
  const form = at("ask"), box = at("sql"), said = at("said"), coming = at("coming"), wrong = at("wrong"), result = at("result");
  const run = form.querySelector("button"), stop = at("stop"), link = at("link"), csv = at("csv");
  let engine = null, found = null, interrupt = null;

  /* The engine */

  const gzipped = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

  /* A file of this site; `heard` is told of each piece of it. */
  async function bytesOf(address, heard) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address + ": HTTP " + answer.status);
    const pieces = [];
    for (const reader = answer.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      heard(value.length);
    }
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    // A server may have unpacked what it took for a page in transit.
    if (!gzipped(bytes)) return bytes;
    return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  }

  function script(address) {
    if (window.DuckDB) return Promise.resolve();
    return new Promise((done, failed) => {
      const added = document.createElement("script");
      added.src = address;
      added.onload = done;
      added.onerror = () => failed(new Error(address));
      document.head.append(added);
    });
  }

  let files = null;
  function load(alive) {
    let there = 0;
    const heard = (size) => { there += size; coming.value = Math.min(1, there / form.dataset.bytes); alive(); };
    return Promise.all([
      ...["worker", "engine", "database"].map((name) => bytesOf(form.dataset[name], heard)),
      script(form.dataset.client),
    ]);
  }

  async function start(alive) {
    if (!files) files = load(alive).catch((error) => { files = null; throw error; });
    const [code, wasm, database] = await files;
    // A worker made from a blob is held to the policy of this page.
    const own = (bytes, type) => URL.createObjectURL(new Blob([bytes], { type }));
    const worker = new Worker(own(code, "text/javascript"));
    const broken = new Promise((_, failed) => worker.addEventListener("error", (event) => failed(new Error(event.message))));
    const db = new DuckDB.AsyncDuckDB(new DuckDB.VoidLogger(), worker);
    const ready = (async () => {
      await db.instantiate(own(wasm, "application/wasm"));
      await db.registerFileBuffer("package.duckdb", database.slice());
      const connection = await db.connect();
      for (const sql of [
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "ATTACH 'package.duckdb' AS package (READ_ONLY)",
        "SET search_path = 'package.main,memory.main'",
        "SET enable_external_access = false",
        "SET lock_configuration = true",
      ]) await connection.query(sql);
      return { connection, broken, end: () => db.terminate() };
    })();
    return Promise.race([ready, broken]);
  }

  /* A query */

  /* The statements of a query: parted by semicolons outside of texts, names and comments. */
  function statements(sql) {
    const tokens = sql.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\/|\$(\w*)\$[^]*?\$\1\$|;|[^;'"$/-]+|[^]/g) || [];
    const parts = [""];
    for (const token of tokens) {
      if (token === ";") parts.push("");
      else if (!/^(--|\/\*)/.test(token)) parts[parts.length - 1] += token;
      else parts[parts.length - 1] += token.startsWith("--") ? "" : " ";
    }
    return parts.filter((part) => part.trim());
  }

  /* The columns and rows of a query's last statement as texts: the engine writes numbers, decimals and dates exactly. */
  async function answer(connection, sql) {
    const parts = statements(sql);
    const last = parts.pop();
    // A query that was written for the files of a release finds the tables instead.
    for (const [, name] of sql.matchAll(/['"](\w+)\.parquet['"]/g)) {
      await connection.query(`CREATE VIEW IF NOT EXISTS memory.main."${name}.parquet" AS FROM package.main."${name}"`).catch(() => {});
    }
    for (const part of parts) await connection.query(part);
    let table;
    try {
      table = await connection.query(`SELECT COLUMNS(*)::VARCHAR FROM (${last}\n) LIMIT ${MOST + 1}`);
    } catch (error) {
      await connection.query("ROLLBACK").catch(() => {}); // of a transaction that the query may have begun
      if (EXHAUSTED.test(error.message)) throw error;
      table = await connection.query(last); // such as EXPLAIN, which stands in no other query; else for its own error
    }
    const columns = table.schema.fields.map((field) => field.name);
    const vectors = columns.map((_, number) => table.getChildAt(number));
    const rows = Array.from({ length: table.numRows }, (_, row) => vectors.map((vector) => {
      const value = vector.get(row);
      return value === null || value === undefined ? null : String(value);
    }));
    return { columns, rows };
  }

  /* What can be done about an error of DuckDB's. */
  function advice(text) {
    const told = [
      [/read-only mode|Permission Error|disabled by configuration|locked|file system operations are disabled/i, say("这里只能读取包内的表与视图：不能写入，也不能读取文件或网址。", "Here, only the tables and views of the package can be read: nothing is written, and no file or address is opened.")],
      [/extension|time ?zone|\bicu\b|\bjson/i, say("浏览器中的 DuckDB 没有这项扩展；可下载数据库，用本机的 DuckDB 查询。", "DuckDB lacks this extension in the browser: download the database and ask it with DuckDB on the computer.")],
      [/Catalog Error|Table with name/i, say("旁边列有全部表与视图的名称。", "The names of all tables and views stand beside.")],
      [/Binder Error/i, say("各表的列见旁边，点开表名即可。", "The columns of each table stand beside: open its name.")],
      [/Parser Error/i, say("这句 SQL 的写法有误，^ 指出了位置。", "This is not how SQL is written; ^ marks the place.")],
      [EXHAUSTED, say("结果超出了浏览器的内存：请用 WHERE 或 LIMIT 缩小范围。", "That is more than the browser has memory for: ask for less, with WHERE or LIMIT.")],
    ].find(([pattern]) => pattern.test(text));
    return told ? told[1] : "";
  }

  function fail(text, what) {
    const message = document.createElement("pre"), told = document.createElement("p");
    message.className = "text";
    message.textContent = text;
    told.textContent = what;
    wrong.replaceChildren(...(text ? [message] : []), ...(what ? [told] : []));
    said.textContent = say("没有结果。", "No result.");
  }

  const number = (count) => count.toLocaleString(zh ? "zh-CN" : "en");

  function show({ columns, rows }, took) {
    const table = document.createElement("table"), caption = document.createElement("caption"), body = document.createElement("tbody");
    table.className = "rows";
    caption.className = "unseen";
    caption.textContent = say("查询结果", "Result of the query");
    const head = table.createTHead().insertRow(), shown = rows.slice(0, SHOWN);
    const looks = columns.map((_, column) => (shown.every((row) => row[column] === null || /^-?\d+(\.\d+)?$/.test(row[column])) ? "number" : ""));
    columns.forEach((column, place) => {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.className = looks[place];
      cell.textContent = column;
      head.append(cell);
    });
    for (const row of shown) {
      const line = body.insertRow();
      row.forEach((value, column) => {
        const cell = line.insertCell();
        cell.dataset.l = columns[column];
        cell.className = looks[column];
        if (value === null) {
          const none = document.createElement("i");
          none.className = "reading";
          none.textContent = "NULL";
          cell.append(none);
        } else cell.textContent = value;
        if (!zh && /[\u3400-\u9fff]/.test(value || "")) cell.lang = "zh-Hans";
      });
    }
    table.prepend(caption);
    table.append(body);
    const around = document.createElement("div");
    around.className = "scroll";
    around.setAttribute("role", "region");
    around.tabIndex = 0;
    around.setAttribute("aria-label", say("查询结果", "Result of the query"));
    around.append(table);
    result.replaceChildren(...(columns.length ? [around] : []));
    const many = rows.length > MOST, count = number(Math.min(rows.length, MOST));
    const size = many ? say(`超过 ${count} 行`, `More than ${count} rows`) : say(`${count} 行`, rows.length === 1 ? "1 row" : `${count} rows`);
    const first = rows.length <= SHOWN ? "" : say(`显示前 ${SHOWN} 行，`, `The first ${SHOWN} are shown; `) + (many ? say(`CSV 含前 ${count} 行。`, `the CSV has the first ${count}.`) : say("CSV 含全部。", "the CSV has all."));
    said.textContent = size + say(`，用时 ${took} 秒。`, `, in ${took} s. `) + first;
    csv.hidden = !rows.length;
  }

  /* Runs the query; `stop` and time end it, and with it the engine, which starts anew with the next one. */
  async function ask() {
    if (run.disabled) return;
    const address = "#q=" + encodeURIComponent(box.value);
    if (location.hash !== address) history.pushState(null, "", address);
    run.disabled = true;
    stop.hidden = false;
    csv.hidden = true;
    found = null;
    wrong.replaceChildren();
    result.replaceChildren();
    let timer;
    const interrupted = new Promise((_, failed) => {
      interrupt = (why) => failed(Object.assign(new Error(), { why }));
    });
    const wait = (why) => { clearTimeout(timer); timer = setTimeout(interrupt, PATIENCE, why); };
    let current = null;
    try {
      if (!statements(box.value).length) throw Object.assign(new Error(), { why: say("请先写一条查询，或选下面的一个问题。", "Write a query first, or take a question from below.") });
      if (!engine) {
        said.textContent = say("正在载入引擎与数据…", "Loading the engine and the data …");
        coming.hidden = false;
        coming.value = 0;
        const alive = () => wait(say("一分钟没有进展，已停止载入：请检查连接后再运行一次。", "Nothing came for a minute, and loading was stopped: check the connection and run again."));
        alive();
        const starting = start(alive);
        let awaited = true;
        starting.then((started) => awaited || started.end(), () => {});
        try {
          engine = await Promise.race([starting, interrupted]);
        } catch (error) {
          awaited = false;
          if (error.why) throw error;
          throw Object.assign(error, { why: say("引擎没有载入：请检查与网站的连接后再运行一次；浏览器须为 2023 年以后的版本。", "The engine did not load: check the connection to this site and run again. The browser has to be of 2023 or later.") });
        } finally {
          coming.hidden = true;
        }
      }
      current = engine;
      said.textContent = say("正在查询…", "Asking …");
      wait(say("一分钟内没有完成，已停止：请缩小查询范围。", "It did not finish within a minute and was stopped: ask for less."));
      const began = performance.now();
      found = await Promise.race([answer(current.connection, box.value), current.broken, interrupted]);
      show(found, ((performance.now() - began) / 1000).toFixed(2));
    } catch (error) {
      const text = String(error.message || "").replace(/(\n\nLINE [^]*)\1$/, "$1"); // errors of grammar show their place twice
      fail(text, error.why || advice(text));
      if (current && (error.why || error instanceof WebAssembly.RuntimeError || EXHAUSTED.test(text))) {
        current.end();
        engine = null;
      }
    } finally {
      clearTimeout(timer);
      interrupt = null;
      run.disabled = false;
      stop.hidden = true;
    }
  }

  /* Text that is empty is told apart from what is not there, which has not even quotes. */
  const cell = (value) => (value === null ? "" : value === "" || /[",\r\n]/.test(value) ? '"' + value.replaceAll('"', '""') + '"' : value);

  function save() {
    const lines = [found.columns, ...found.rows.slice(0, MOST)].map((row) => row.map(cell).join(",") + "\r\n");
    const made = document.createElement("a");
    made.href = URL.createObjectURL(new Blob(["\ufeff", ...lines], { type: "text/csv;charset=utf-8" }));
    made.download = "query.csv";
    made.click();
    setTimeout(() => URL.revokeObjectURL(made.href), PATIENCE);
  }

  async function copy() {
    const address = location.href.replace(/#.*$/, "") + "#q=" + encodeURIComponent(box.value);
    history.replaceState(null, "", address);
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = say("链接已复制。", "The link was copied.");
    } catch {
      said.textContent = say("链接在地址栏里，可从那里复制。", "The link stands in the address bar: copy it there.");
    }
  }

  function read() {
    const [begin, ...rest] = location.hash.split("="), text = rest.join("=");
    if (begin !== "#q" && begin !== "#t") return;
    try {
      box.value = begin === "#q" ? decodeURIComponent(text) : tableQuery(text);
      said.textContent = say("查询已填好，按“运行”。", "The query is there: press Run.");
    } catch {
      fail("", say("链接不完整，读不出其中的查询。", "The link is damaged: its query cannot be read."));
    }
  }

  /* The query behind a table of a page, by its key and the id of the page. */
  function tableQuery(text) {
    const parts = text.split("/").map(decodeURIComponent), key = parts.slice(0, 2).join("/"), id = parts.slice(2).join("/");
    if (!Object.hasOwn(SITE_QUERIES, key)) throw new Error();
    return SITE_QUERIES[key].replaceAll("{id}", () => id.replaceAll("'", "''"));
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); }
  });
  stop.addEventListener("click", () => interrupt && interrupt(say("已停止。", "It was stopped.")));
  link.addEventListener("click", copy);
  csv.addEventListener("click", save);
  window.addEventListener("hashchange", () => { read(); form.scrollIntoView({ block: "nearest" }); box.focus({ preventScroll: true }); });
  if (location.protocol === "file:") { at("from-file").hidden = false; run.disabled = true; }
  read();
})();
