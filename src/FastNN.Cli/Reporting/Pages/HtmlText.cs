using System.Text;

namespace FastNN.Cli.Reporting;

/// <summary>Makes text safe to stand in HTML and SVG, between tags and in double-quoted attributes.</summary>
internal static class HtmlText
{
    /// <summary>Escapes; characters that XML does not allow become the replacement character.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\'': escaped.Append("&#39;"); break;
                case '\t' or '\n' or '\r': escaped.Append((char)rune.Value); break;
                case < 32 or (>= 127 and < 160) or 0xfffe or 0xffff: escaped.Append('\ufffd'); break;
                default: escaped.Append(rune); break;
            }
        }

        return escaped.ToString();
    }
}
