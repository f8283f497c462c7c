/* What the SQL page uses of DuckDB-WASM. */
export { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
