using System.CommandLine;
using System.Numerics;
using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Optimizers;
using FastNN.Training;

namespace FastNN.Cli.Commands;

/// <summary><c>fastnn evaluate</c>: measures a saved model.</summary>
internal static class EvaluateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string?> model = Grammar.Model();
        Argument<DataSource?> dataset = Grammar.Dataset($"{DataSource.Forms}.");
        Option<string?> split = Grammar.Choice(
            "--split",
            "The rows to measure on: 'test' are those that training held out, 'train' the others. By default the test part of the data that the "
                + "model was trained on (a CSV file is known by its content) or of an IDX folder, and all rows of anything else.",
            "test",
            "train",
            "all");
        Option<bool> json = Grammar.Json();
        var command = new Command("evaluate", "Measures a saved model on data; on its own data, the figures are those that training reported.")
        {
            model, dataset, split, json,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model)!;
            DataSource source = parsed.GetRequiredValue(dataset)!;
            DataPart? part = parsed.GetValue(split) switch
            {
                "test" => DataPart.Test,
                "train" => DataPart.Train,
                "all" => DataPart.All,
                _ => null,
            };
            Evaluation figures = ModelPrecision.IsDouble(path) ? Measure<double>(path, source, part) : Measure<float>(path, source, part);
            Print(figures, parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    private static Evaluation Measure<T>(string path, DataSource source, DataPart? part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using SavedModel<T> saved = SavedModel<T>.Load(path);
        Dataset<T> data = DataLoader.ForModel<T>(saved.Card, source, part, path);

        // Figures come from the same code as in training, to the last bit; a trainer wants an optimizer, which here takes no step.
        using var optimizer = new Sgd<T>(T.Zero);
        using var trainer = new Trainer<T>(saved.Model, saved.Loss, optimizer);
        return trainer.Evaluate(data);
    }

    private static void Print(Evaluation figures, bool asJson)
    {
        if (!asJson)
        {
            Console.Out.WriteLine($"{Words.Figures(figures)} ({Words.Count(figures.Count)} rows)");
            return;
        }

        JsonOutput.Print(json =>
        {
            JsonOutput.WriteFigures(json, figures);
            json.WriteNumber("count", figures.Count);
        });
    }
}
