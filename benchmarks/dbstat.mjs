import Database from "better-sqlite3";
const d=new Database(process.argv[2],{readonly:true}); const n=Number(process.argv[3]);
console.log(d.prepare("select name, sum(pgsize) bytes, sum(payload) payload, sum(unused) unused, sum(ncell) cells, count(*) pages from dbstat group by name order by bytes desc").all().map(r=>({...r, perItem:(r.bytes/n).toFixed(1), payloadPer:(r.payload/n).toFixed(1), unusedPer:(r.unused/n).toFixed(1)})).filter(r=>r.bytes>20000));
console.log(d.prepare("pragma freelist_count").get(), d.prepare("pragma page_count").get());
for (const t of d.prepare("select sql from sqlite_schema").all()) console.log(t.sql);
