/// The page's style: light and dark by the reader's setting, and black on white in print.
enum ReportStyle {
    static let css: HTML = """
        :root { color-scheme: light dark; --ink: #1c1e21; --soft: #6b7280; --line: #e3e5e8; --page: #fff; --bar: #2f6fdb; --good: #2f6fdb; --cut: #b7791f; --bad: #cf3b3b; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e7e9ec; --soft: #9aa2ad; --line: #33373d; --page: #16181b; --bar: #6ea0ff; --good: #6ea0ff; --cut: #e3b341; --bad: #ff7b72; } }
        @media print { :root { --ink: #000; --soft: #444; --line: #ccc; --page: #fff; --bar: #333; --good: #333; --cut: #666; --bad: #888; } figure { break-inside: avoid; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 960px; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.4rem; overflow-wrap: anywhere; margin-bottom: 0; } h2 { font-size: 1.1rem; margin-top: 2rem; } .about { color: var(--soft); margin-top: 0; overflow-wrap: anywhere; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: .5rem; }
        .facts div { border: 1px solid var(--line); border-radius: 6px; padding: .5rem .75rem; }
        .facts b { display: block; font-size: 1.25rem; font-variant-numeric: tabular-nums; } .facts span { color: var(--soft); }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 1rem; margin-top: 1.5rem; }
        figure { margin: 0; } figcaption { font-weight: 600; margin-bottom: .25rem; } .none { color: var(--soft); }
        svg { width: 100%; height: auto; } svg rect { fill: var(--bar); } svg line { stroke: var(--line); }
        svg text { fill: var(--soft); font-size: 12px; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; } td, th { padding: .2rem .8rem .2rem 0; text-align: right; border-bottom: 1px solid var(--line); }
        th { font-weight: 500; } tr th:first-child { text-align: left; overflow-wrap: anywhere; } .outcomes { width: 100%; }
        .share { width: 40%; } .share svg { display: block; height: .7rem; width: 100%; } .good rect { fill: var(--good); } .cut rect { fill: var(--cut); } .bad rect { fill: var(--bad); }
        footer { color: var(--soft); font-size: .85rem; margin: 2rem 0; }
        """
}
