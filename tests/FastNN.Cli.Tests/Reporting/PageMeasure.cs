using System.Text.Json;

namespace FastNN.Cli.Tests.Reporting;

/// <summary>Measures in a browser where a page's plots and their texts stand.</summary>
/// <param name="Picture">What the window showed.</param>
/// <param name="Height">The height of the page's content.</param>
/// <param name="Overflow">By how much the page is wider than the window.</param>
/// <param name="Plots">Its plots.</param>
internal sealed record PageMeasure(PlainPng Picture, double Height, double Overflow, IReadOnlyList<PlotMeasure> Plots)
{
    private const string Begin = "<pre id=\"measured\">", End = "</pre>";

    // Of all texts of each drawing: cut off by the drawing's edge, touching another, or without size. Boxes of turned texts are exact, for
    // they are turned by right angles only. A pixel is tolerated: a box is higher than the letters in it.
    private const string Script = """
        <script>
        const tolerance = 1, plots = [];
        for (const svg of document.querySelectorAll('svg.plot')) {
          const own = svg.getBoundingClientRect(), problems = [];
          const texts = [...svg.querySelectorAll('text')].map(t => ({ text: t.textContent, box: t.getBoundingClientRect(), label: t.getAttribute('class') || '' }));
          texts.forEach((a, i) => {
            if (a.box.width <= 0 || a.box.height <= 0) problems.push('nothing to see of: ' + a.text);
            if (a.box.left < own.left - tolerance || a.box.right > own.right + tolerance || a.box.top < own.top - tolerance || a.box.bottom > own.bottom + tolerance)
              problems.push('cut: ' + a.text);
            for (const b of texts.slice(i + 1)) {
              const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
              const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
              if (across > tolerance && down > tolerance) problems.push('overlap: ' + a.text + ' | ' + b.text);
            }
          });
          for (const r of svg.querySelectorAll('.panel')) {
            const box = r.getBoundingClientRect();
            for (const a of texts) {
              const across = Math.min(a.box.right, box.right) - Math.max(a.box.left, box.left);
              const down = Math.min(a.box.bottom, box.bottom) - Math.max(a.box.top, box.top);
              const inside = a.box.left >= box.left - tolerance && a.box.right <= box.right + tolerance && a.box.top >= box.top - tolerance && a.box.bottom <= box.bottom + tolerance;
              if (across > tolerance && down > tolerance && !inside) problems.push('across a box: ' + a.text);
            }
          }
          plots.push({ title: svg.querySelector('title').textContent, problems, x: own.left, y: own.top, width: own.width, height: own.height,
            texts: texts.map(t => t.text), labels: texts.filter(t => t.label.includes('label')).map(t => t.text) });
        }
        const pre = document.createElement('pre');
        pre.id = 'measured';
        const result = { height: document.body.getBoundingClientRect().height, overflow: document.documentElement.scrollWidth - window.innerWidth, plots };
        pre.textContent = btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(result))));
        document.body.appendChild(pre);
        </script>
        """;

    /// <summary>Measures a copy of a page to which the measuring script is added.</summary>
    public static PageMeasure Of(Chromium browser, string page, int width, int height, bool isDark)
    {
        string html = File.ReadAllText(page), copy = Path.ChangeExtension(page, ".measure.html"), picture = Path.ChangeExtension(page, ".png");

        // The page itself forbids all scripts.
        html = html.Replace("default-src 'none'", "default-src 'none';script-src 'unsafe-inline'", StringComparison.Ordinal);
        File.WriteAllText(copy, html.Replace("</body>", $"{Script}</body>", StringComparison.Ordinal));
        string dom = browser.Open(copy, picture, width, height, isDark);
        int begin = dom.LastIndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        if (begin < Begin.Length) throw new InvalidOperationException("the measuring script did not run");
        byte[] json = Convert.FromBase64String(dom[begin..dom.IndexOf(End, begin, StringComparison.Ordinal)]);
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        return new PageMeasure(
            PlainPng.Read(File.ReadAllBytes(picture)),
            root.GetProperty("height").GetDouble(),
            root.GetProperty("overflow").GetDouble(),
            [.. root.GetProperty("plots").EnumerateArray().Select(PlotMeasure.Read)]);
    }
}
