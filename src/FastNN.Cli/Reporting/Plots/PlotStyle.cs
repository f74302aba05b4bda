namespace FastNN.Cli.Reporting;

/// <summary>The looks of plots: one style sheet for all, in a page once, in a stand-alone drawing inside it.</summary>
/// <remarks>
/// The colours of series are those of Masataka Okabe and Kei Ito, "Color Universal Design" (2008), which people with any form of colour
/// vision tell apart. On light ground the dark ones come first, on dark ground the light ones.
/// </remarks>
internal static class PlotStyle
{
    /// <summary>The number of colours; series beyond it begin anew, in other dashes and marks.</summary>
    public const int ColorCount = 7;

    /// <summary>The fonts, whatever the system has.</summary>
    public const string Fonts = "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",\"DejaVu Sans\",sans-serif";

    /// <summary>The style sheet.</summary>
    public const string Css = $$$"""
        :root{color-scheme:light dark;--bg:#ffffff;--fg:#1b1f24;--muted:#59636e;--grid:#e3e6ea;--frame:#8b949e;--panel:#f6f8fa;--wrong:#c23b00;
        --c0:#0072b2;--c1:#d55e00;--c2:#009e73;--c3:#cc79a7;--c4:#e69f00;--c5:#56b4e9;--c6:#6b6b6b}
        @media (prefers-color-scheme:dark){:root{--bg:#14171c;--fg:#e8eaed;--muted:#a3acb8;--grid:#2b3038;--frame:#6b7480;--panel:#1c2027;--wrong:#ff8a4c;
        --c0:#56b4e9;--c1:#e69f00;--c2:#00b885;--c3:#e08fbd;--c4:#f0e442;--c5:#e8703a;--c6:#b8bec6}}
        .plot{font-family:{{{Fonts}}};fill:none;stroke:none}
        .plot text{fill:var(--fg);font-variant-numeric:tabular-nums}
        .plot .title{font-weight:600}
        .plot .muted{fill:var(--muted)}
        .plot .inverse{fill:var(--bg)}
        .plot .wrong-text{fill:var(--wrong);font-weight:600}
        .plot .ground{fill:var(--bg)}
        .plot .panel{fill:var(--panel);stroke:var(--frame);stroke-width:1}
        .plot .grid{stroke:var(--grid);stroke-width:1}
        .plot .frame{stroke:var(--frame);stroke-width:1}
        .plot .guide{stroke:var(--muted);stroke-width:1.5;stroke-dasharray:5 4}
        .plot .wrong{stroke:var(--wrong);stroke-width:3}
        .plot .arrow{fill:var(--frame)}
        .plot .line{stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .plot .mark{stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
        .plot .dot{stroke-width:6.5;stroke-linecap:round}
        .plot .d1{stroke-dasharray:8 4}.plot .d2{stroke-dasharray:2 4}.plot .d3{stroke-dasharray:9 4 2 4}
        .plot .k0{stroke:var(--c0)}.plot .k1{stroke:var(--c1)}.plot .k2{stroke:var(--c2)}.plot .k3{stroke:var(--c3)}
        .plot .k4{stroke:var(--c4)}.plot .k5{stroke:var(--c5)}.plot .k6{stroke:var(--c6)}
        .plot .f0{fill:var(--c0)}.plot .f1{fill:var(--c1)}.plot .f2{fill:var(--c2)}.plot .f3{fill:var(--c3)}
        .plot .f4{fill:var(--c4)}.plot .f5{fill:var(--c5)}.plot .f6{fill:var(--c6)}
        .plot .pixels{image-rendering:pixelated}
        """;

    /// <summary>Names the class that strokes in a series' colour.</summary>
    public static string Stroke(int series) => $"k{series % ColorCount}";

    /// <summary>Names the class that fills in a series' colour.</summary>
    public static string Fill(int series) => $"f{series % ColorCount}";

    /// <summary>Names the class of a dashes, so that lines differ without colours too.</summary>
    public static string Dash(int line) => (line % 4) switch
    {
        0 => "",
        int pattern => $" d{pattern}",
    };
}
