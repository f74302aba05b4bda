using System.Globalization;
using System.Text;

namespace FastNN.Cli.Reporting;

/// <summary>Collects the elements of an SVG drawing; lengths are in pixels, y points down.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _body = new();

    /// <summary>Gets or sets the drawing's width, once its layout has found it.</summary>
    public double Width { get; set; }

    /// <summary>Gets or sets the drawing's height, once its layout has found it.</summary>
    public double Height { get; set; }

    /// <summary>Gets the elements so far.</summary>
    public string Body => _body.ToString();

    /// <summary>Writes a number of pixels.</summary>
    public static string Number(double value) => Math.Round(value, 2, MidpointRounding.AwayFromZero) is var rounded && rounded == 0
        ? "0"
        : rounded.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Draws one line of text.</summary>
    /// <param name="x">Where its anchor stands.</param>
    /// <param name="y">Where its baseline lies.</param>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="anchor">The point of the text that stands at <paramref name="x"/>.</param>
    /// <param name="style">Classes of <see cref="PlotStyle"/>.</param>
    /// <param name="isVertical">Whether the text is turned to run upwards.</param>
    public void Text(
        double x, double y, string text, double size, TextAnchor anchor = TextAnchor.Start, string style = "", bool isVertical = false)
    {
        _body.Append("<text x=\"").Append(Number(x)).Append("\" y=\"").Append(Number(y)).Append("\" font-size=\"").Append(Number(size)).Append('"');
        if (anchor != TextAnchor.Start) _body.Append(" text-anchor=\"").Append(anchor == TextAnchor.Middle ? "middle" : "end").Append('"');
        if (isVertical) _body.Append(" transform=\"rotate(-90 ").Append(Number(x)).Append(' ').Append(Number(y)).Append(")\"");
        AppendClass(style);
        _body.Append('>').Append(HtmlText.Escape(text)).Append("</text>\n");
    }

    /// <summary>Draws a straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string style) =>
        Path($"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}", style);

    /// <summary>Draws a path.</summary>
    /// <param name="data">The path in SVG's own words.</param>
    /// <param name="style">Classes of <see cref="PlotStyle"/>.</param>
    /// <param name="attributes">Further attributes, ready to be written.</param>
    public void Path(string data, string style, string attributes = "")
    {
        _body.Append("<path d=\"").Append(data).Append('"');
        AppendClass(style);
        if (attributes.Length > 0) _body.Append(' ').Append(attributes);
        _body.Append("/>\n");
    }

    /// <summary>Draws a rectangle.</summary>
    public void Rectangle(double x, double y, double width, double height, string style, double opacity = 1, double radius = 0)
    {
        _body.Append("<rect").AppendBox(x, y, width, height);
        if (radius > 0) _body.Append(" rx=\"").Append(Number(radius)).Append('"');
        if (opacity < 1) _body.Append(" fill-opacity=\"").Append(Number(opacity)).Append('"');
        AppendClass(style);
        _body.Append("/>\n");
    }

    /// <summary>Draws an image, its pixels as sharp squares.</summary>
    public void Image(double x, double y, double width, double height, PixelImage image)
    {
        _body.Append("<image").AppendBox(x, y, width, height);
        _body.Append(" preserveAspectRatio=\"none\" class=\"pixels\" href=\"").Append(image.ToDataUri()).Append("\"/>\n");
    }

    /// <summary>Begins a part whose coordinates start at its own corner and of which nothing outside its box is seen.</summary>
    // A nested drawing rather than a clip path, which would need a name that is unique in the page.
    public void BeginClip(double x, double y, double width, double height) => _body.Append("<svg").AppendBox(x, y, width, height).Append(">\n");

    /// <summary>Ends the part.</summary>
    public void EndClip() => _body.Append("</svg>\n");

    private void AppendClass(string style)
    {
        if (style.Length > 0) _body.Append(" class=\"").Append(style).Append('"');
    }
}
