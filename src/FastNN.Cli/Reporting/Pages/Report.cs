using System.Globalization;
using System.Text;
using FastNN.Serialization;

namespace FastNN.Cli.Reporting;

/// <summary>Builds one self-contained HTML page: text, plots, tables, and what they were made with. It needs no network and no scripts.</summary>
internal sealed class Report
{
    private readonly StringBuilder _body = new();
    private readonly string _title;
    private readonly string _command;
    private readonly string _language;

    /// <summary>Begins a page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="command">The exact command that makes it; see <see cref="CommandText"/>.</param>
    /// <param name="language">The language of its text, as in HTML's <c>lang</c>.</param>
    public Report(string title, string command, string language = "en")
    {
        (_title, _command, _language) = (title, command, language);
    }

    /// <summary>Finds out before a long computation whether the page can be written in the end.</summary>
    /// <exception cref="UsageException">The path is a folder, or in a folder that does not exist.</exception>
    /// <exception cref="OutputException">The folder or the file may not be written.</exception>
    public static void Check(string path) => Commands.OutputFile.Check(path, "--report");

    /// <summary>Adds a heading.</summary>
    public Report Heading(string text) => Append("<h2>", text, "</h2>\n");

    /// <summary>Adds a paragraph.</summary>
    public Report Paragraph(string text) => Append("<p>", text, "</p>\n");

    /// <summary>Adds text as it is, in lines of its own and letters of one width: code, formulas.</summary>
    public Report Code(string text) => Append("<pre><code>", text, "</code></pre>\n");

    /// <summary>Adds a plot.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="caption">What there is to see in it.</param>
    public Report Figure(Plot plot, string caption)
    {
        _body.Append("<figure>\n");
        BeginScroll(plot.Title)._body.Append(plot.ToInlineSvg()).Append("</div>\n");
        return Append("<figcaption>", caption, "</figcaption>\n</figure>\n");
    }

    /// <summary>Adds a table.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="columns">The names of the columns; the first column names the rows.</param>
    /// <param name="rows">The rows, each as long as there are columns. Columns of numbers are set flush right.</param>
    /// <exception cref="ArgumentException">A row is longer or shorter.</exception>
    public Report Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        List<IReadOnlyList<string>> all = [.. rows];
        if (all.Find(row => row.Count != columns.Count) is { } odd)
        {
            throw new ArgumentException($"table '{caption}': a row has {odd.Count} fields; the table has {columns.Count} columns");
        }

        bool[] isNumber = [.. columns.Select((_, i) => i > 0 && all.Count > 0 && all.TrueForAll(row => IsNumber(row[i])))];
        BeginScroll(caption).Append("<table>\n<caption>", caption, "</caption>\n<thead><tr>");
        for (int i = 0; i < columns.Count; i++) Append(isNumber[i] ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">", columns[i], "</th>");
        _body.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in all)
        {
            Append("<tr><th scope=\"row\">", row[0], "</th>");
            for (int i = 1; i < row.Count; i++) Append(isNumber[i] ? "<td class=\"number\">" : "<td>", row[i], "</td>");
            _body.Append("</tr>\n");
        }

        _body.Append("</tbody>\n</table></div>\n");
        return this;
    }

    /// <summary>Adds settings under a heading of their own.</summary>
    public Report Settings(IEnumerable<(string Name, string Value)> settings) => Heading("Settings").Facts("Settings", settings);

    /// <summary>Makes the page; command and environment stand at its end.</summary>
    public string ToHtml() => ToHtml(EnvironmentFacts.All);

    /// <summary>Writes the page.</summary>
    /// <exception cref="OutputException">The file cannot be written; what was there is untouched.</exception>
    public void Save(string path)
    {
        byte[] page = Encoding.UTF8.GetBytes(ToHtml());
        try
        {
            AtomicFile.WriteAllBytes(path, page);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            string message = fault.Message.Contains(path, StringComparison.Ordinal) ? fault.Message : $"cannot write '{path}': {fault.Message}";
            throw new OutputException(message, fault);
        }
    }

    internal string ToHtml(IEnumerable<(string Name, string Value)> environment)
    {
        var end = new Report(_title, _command, _language);
        end.Heading("Command").Code(_command).Heading("Environment").Facts("Environment", environment);
        string title = HtmlText.Escape(_title);
        return new StringBuilder()
            .Append($"<!DOCTYPE html>\n<html lang=\"{HtmlText.Escape(_language)}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")

            // Nothing but what is in the page may load, whatever text finds its way into it.
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline';img-src data:\">\n")
            .Append($"<title>{title}</title>\n<style>\n{PlotStyle.Css}\n{ReportStyle.Css}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n")
            .Append(_body)
            .Append(end._body)
            .Append("</main>\n</body>\n</html>\n")
            .ToString();
    }

    private static bool IsNumber(string text) =>
        text is "" or "–" || double.TryParse(text.TrimEnd('%', ' ', 's'), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);

    private Report Facts(string name, IEnumerable<(string Name, string Value)> facts)
    {
        BeginScroll(name).Append("<table aria-label=\"", name, "\">\n<tbody>\n");
        foreach ((string fact, string value) in facts) Append("<tr><th scope=\"row\">", fact, "</th>").Append("<td>", value, "</td></tr>\n");
        _body.Append("</tbody>\n</table></div>\n");
        return this;
    }

    // What is too wide for the screen is scrolled on its own, by keys too, and the page stays.
    private Report BeginScroll(string name) => Append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"", name, "\">\n");

    private Report Append(string before, string text, string after)
    {
        _body.Append(before).Append(HtmlText.Escape(text)).Append(after);
        return this;
    }
}
