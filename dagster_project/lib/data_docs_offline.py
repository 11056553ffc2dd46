"""Makes the Data Docs site readable without a network: GX pages load styles and tables from public addresses."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

_EXTERNAL = re.compile(
    r'<script[^>]*\bsrc="https?://[^>]*>\s*</script>|<link[^>]*\bhref="https?://[^>]*>|<img[^>]*\bsrc="https?://[^>]*>',
    re.IGNORECASE,
)
_STYLE = "rsoko.css"
_CSS = """
body { font-family: system-ui, sans-serif; margin: 2rem; color: #1c2733; line-height: 1.4; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border: 1px solid #ccd3da; padding: .35rem .7rem; text-align: left; vertical-align: top; }
th { background: #eef2f5; }
td.number { text-align: right; }
tr.failed td.verdict { color: #a4161a; font-weight: 600; }
footer, .cooltip { position: static !important; }
"""
_INDEX = """<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>Проверки на входе</title>
<link rel="stylesheet" href="{{ style }}"></head><body>
<h1>Проверки на входе</h1>
<p>Наборы правил Great Expectations и результаты последних партий. Строки, нарушившие критическое правило,
лежат в карантине (<code>qc.quarantined_rows</code>), остальные замечания — в <code>qc.import_findings</code>.</p>
<h2>Результаты</h2>
<table><tr><th>Набор правил</th><th>Макет</th><th>Партия</th><th>Правил</th><th>Нарушено</th>
<th>В карантин, случаев</th><th>Замечаний</th><th>Итог</th></tr>
{% for result in results %}<tr class="{{ 'passed' if result.failed == 0 else 'failed' }}">
<td>{{ result.suite }}</td><td>{{ result.asset }}</td><td>{{ result.batch_id }}</td>
<td class="number">{{ result.rules }}</td><td class="number">{{ result.failed }}</td>
<td class="number">{{ result.critical }}</td><td class="number">{{ result.warnings }}</td>
<td class="verdict"><a href="{{ result.page }}">
{{- 'нарушений нет' if result.failed == 0 else 'есть нарушения' -}}
</a></td></tr>{% endfor %}</table>
<h2>Наборы правил</h2>
<ul>{% for suite in suites %}<li><a href="{{ suite.page }}">{{ suite.name }}</a></li>{% endfor %}</ul>
</body></html>
"""


@dataclass(frozen=True)
class ResultLine:
    """One validation result of the index; `page` is relative to the site, counts are of failing values."""

    suite: str
    asset: str
    batch_id: str
    rules: int
    failed: int
    critical: int
    warnings: int
    page: str


@dataclass(frozen=True)
class SuiteLine:
    name: str
    page: str


def make_offline(site: Path, results: list[ResultLine]) -> Path:
    """Strip external addresses from every page, add one local style, write the index; returns index.html."""
    (site / _STYLE).write_text(_CSS, "utf-8")
    for page in site.rglob("*.html"):
        local = f'<link rel="stylesheet" href="{os.path.relpath(site / _STYLE, page.parent)}">'
        text = _EXTERNAL.sub("", page.read_text("utf-8"))
        page.write_text(text.replace("</head>", f"{local}</head>", 1), "utf-8")
    suites = [SuiteLine(p.stem, p.relative_to(site).as_posix()) for p in sorted((site / "expectations").glob("*.html"))]
    template = Environment(autoescape=True).from_string(_INDEX)
    index = site / "index.html"
    index.write_text(template.render(results=results, suites=suites, style=_STYLE), "utf-8")
    return index
