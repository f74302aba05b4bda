using System.CommandLine;
using System.Globalization;

namespace FastNN.Cli.Commands;

/// <summary>Makes options and arguments whose faults are named in one plain sentence.</summary>
internal static class Grammar
{
    /// <summary>Makes an option that a function reads; its FormatException is the user's message.</summary>
    public static Option<T?> Option<T>(string name, string valueName, string description, Func<string, T> read) => new(name)
    {
        HelpName = valueName,
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            try
            {
                return read(text);
            }
            catch (FormatException fault)
            {
                result.AddError($"{name}: {fault.Message}");
                return default;
            }
        },
    };

    /// <summary>Makes an option of one word among several.</summary>
    public static Option<string?> Choice(string name, string description, params string[] words) =>
        Option(name, string.Join('|', words), description, text => words.Contains(text)
            ? text
            : throw new FormatException($"'{text}' is none of {string.Join(", ", words)}"));

    /// <summary>Makes an option of a whole number.</summary>
    public static Option<int?> Integer(string name, string valueName, string description, int least, int most = int.MaxValue) =>
        Option<int?>(name, valueName, description, text => ReadInteger(text, least, most));

    /// <summary>Makes an option of a number.</summary>
    public static Option<double?> Number(string name, string valueName, string description, double least, double below) =>
        Option<double?>(name, valueName, description, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value < below
                ? value
                : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {least} to less than {below}")));

    /// <summary>Makes an option that is there or not.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>Makes the option <c>--json</c>.</summary>
    public static Option<bool> Json() => Flag("--json", "Print one JSON object on standard output, and nothing else there.");

    /// <summary>Makes an argument that a function reads; its FormatException is the user's message.</summary>
    public static Argument<T?> Argument<T>(string name, string description, Func<string, T> read) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            try
            {
                return read(result.Tokens[0].Value);
            }
            catch (FormatException fault)
            {
                result.AddError(fault.Message);
                return default;
            }
        },
    };

    /// <summary>Makes the argument DATASET.</summary>
    public static Argument<DataSource?> Dataset(string description) => Argument("DATASET", description, DataSource.ParseArgument);

    /// <summary>Makes the argument MODEL.</summary>
    public static Argument<string?> Model() => Argument("MODEL", "A model file that 'train' saved.", text => text);

    internal static int ReadInteger(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a whole number from {least} to {most}"));
}
