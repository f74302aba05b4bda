using System.Text;

namespace FastNN.Cli.Reporting;

/// <summary>A picture that knows how to draw itself as SVG.</summary>
/// <param name="title">What it shows; stands above it and is its name for screen readers.</param>
internal abstract class Plot(string title)
{
    /// <summary>The size of ordinary text.</summary>
    protected const double TextSize = 12;

    /// <summary>The size of titles.</summary>
    protected const double TitleSize = 14;

    /// <summary>The free space around everything.</summary>
    protected const double Margin = 10;

    /// <summary>The width of a plot that takes the whole width of a page.</summary>
    protected const double PageWidth = 720;

    /// <summary>Gets what it shows.</summary>
    public string Title { get; } = title;

    /// <summary>Makes a stand-alone SVG document.</summary>
    public string ToSvg() => Render($"<style>{PlotStyle.Css}</style>\n");

    /// <summary>Makes the element to be put in a page that has <see cref="PlotStyle.Css"/>.</summary>
    public string ToInlineSvg() => Render("");

    /// <summary>Draws, and sets the canvas's size.</summary>
    protected abstract void Draw(SvgCanvas canvas);

    /// <summary>Draws the title in as many lines as it needs.</summary>
    /// <returns>Where what follows can begin.</returns>
    protected double DrawTitle(SvgCanvas canvas, double width)
    {
        double y = Margin;
        foreach (string line in TextMetrics.Wrap(Title, TitleSize, width - (2 * Margin), isBold: true))
        {
            canvas.Text(Margin, y + TitleSize, line, TitleSize, style: "title");
            y += TitleSize * TextMetrics.LineHeight;
        }

        return y + 6;
    }

    private string Render(string style)
    {
        var canvas = new SvgCanvas();
        Draw(canvas);
        string width = SvgCanvas.Number(Math.Ceiling(canvas.Width)), height = SvgCanvas.Number(Math.Ceiling(canvas.Height));
        return new StringBuilder()
            .Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" style=\"--width:{width}px\" width=\"{width}\" height=\"{height}\" ")
            .Append($"viewBox=\"0 0 {width} {height}\">\n<title>{HtmlText.Escape(Title)}</title>\n")
            .Append(style)
            .Append($"<rect width=\"{width}\" height=\"{height}\" class=\"ground\"/>\n")
            .Append(canvas.Body)
            .Append("</svg>\n")
            .ToString();
    }
}
