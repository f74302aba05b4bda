using System.CommandLine;

namespace FastNN.Cli.Commands;

/// <summary>The grammar of <c>fastnn predict</c>.</summary>
internal static class PredictCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string?> model = Grammar.Model();
        Argument<string?> input = Grammar.Argument(
            "INPUT",
            "A CSV file, or - for standard input. For a model trained on CSV: the same columns, in any order; the target is not needed. For one "
                + "trained on images: a row of pixels per image, from 0 to 255 for IDX, from 0 to 1 for digits.",
            text => text);
        var command = new Command(
            "predict", "Prints a line of CSV per row: the class and its probability, or the predicted number in the target's own units.")
        {
            model, input,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model)!, rows = parsed.GetRequiredValue(input)!;
            if (ModelPrecision.IsDouble(path)) PredictRun<double>.Run(path, rows);
            else PredictRun<float>.Run(path, rows);
            return ExitCode.Success;
        });
        return command;
    }
}
