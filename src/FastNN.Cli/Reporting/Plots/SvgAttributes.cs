using System.Text;

namespace FastNN.Cli.Reporting;

/// <summary>Writes attributes that several SVG elements share.</summary>
internal static class SvgAttributes
{
    /// <summary>Appends place and size.</summary>
    public static StringBuilder AppendBox(this StringBuilder text, double x, double y, double width, double height) => text
        .Append(" x=\"").Append(SvgCanvas.Number(x)).Append("\" y=\"").Append(SvgCanvas.Number(y))
        .Append("\" width=\"").Append(SvgCanvas.Number(width)).Append("\" height=\"").Append(SvgCanvas.Number(height)).Append('"');
}
