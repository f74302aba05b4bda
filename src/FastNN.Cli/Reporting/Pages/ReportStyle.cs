namespace FastNN.Cli.Reporting;

/// <summary>The looks of report pages, besides those of plots.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = $$$"""
        body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.55 {{{PlotStyle.Fonts}}}}
        main{max-width:47rem;margin:0 auto;padding:1.5rem 1rem 4rem}
        h1{font-size:1.8rem;line-height:1.2;margin:.5rem 0 1rem}
        h2{font-size:1.25rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--grid);padding-bottom:.25rem}
        p{max-width:44rem}
        figure{margin:1.6rem 0}
        figcaption{color:var(--muted);font-size:.92rem;max-width:40rem;margin-top:.3rem}
        .scroll{overflow-x:auto}
        .scroll>svg{display:block;height:auto;max-width:100%;min-width:min(var(--width),34rem)}
        table{border-collapse:collapse;font-size:.95rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--muted);font-size:.92rem;padding-bottom:.35rem}
        th,td{text-align:left;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--grid);vertical-align:top}
        thead th{border-bottom:2px solid var(--frame)}
        tbody th{font-weight:500;color:var(--muted)}
        td.number,th.number{text-align:right}
        pre{background:var(--panel);border:1px solid var(--grid);border-radius:6px;padding:.7rem .9rem;overflow-x:auto;font-size:.9rem;line-height:1.45}
        code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
        """;
}
