// merchant-service's pages share one document: its address says which of them is meant.
const name = location.pathname.split("/")[2] || "merchants";
import(`/ops/pages/${name}.js`);
