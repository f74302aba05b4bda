using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FastNN.Cli.Reporting;
using FastNN.Serialization;

namespace FastNN.Cli.Commands;

/// <summary><c>fastnn inspect</c>: shows what a model file holds, without reading its weights.</summary>
internal static class InspectCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string?> model = Grammar.Model();
        Option<bool> json = Grammar.Json();
        var command = new Command("inspect", "Shows a model's layers, parameters and precision, and how it was trained.") { model, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model)!;
            if (Directory.Exists(path)) throw new UsageException($"'{path}' is a folder; a model file is needed");
            ModelSummary summary = ModelFile.Inspect(path);

            // A model that a program saved has no card, and is worth looking at all the same.
            ModelCard? card = summary.Metadata.ContainsKey(ModelCard.Key) ? ModelCardText.Read(summary.Metadata, path) : null;
            if (parsed.GetValue(json)) JsonOutput.Print(writer => Write(writer, path, summary, card));
            else Print(path, summary, card);
            return ExitCode.Success;
        });
        return command;
    }

    private static string Precision(ModelSummary summary) => summary.Type.ToString().ToLowerInvariant();

    private static void Write(Utf8JsonWriter json, string path, ModelSummary summary, ModelCard? card)
    {
        json.WriteString("model", path);
        json.WriteString("precision", Precision(summary));
        JsonOutput.WriteLayers(json, summary.Layers);
        json.WriteNumber("parameters", summary.ParameterCount);
        if (card is null) return;
        json.WriteString("task", card.IsClassification ? "classification" : "regression");
        json.WriteString("loss", card.Loss);
        json.WriteString("dataset", card.Data.Source.ToString());
        json.WriteNumber("seed", card.Data.Seed);
        if (card.ClassNames is { } classes)
        {
            json.WriteStartArray("classes");
            foreach (string name in classes) json.WriteStringValue(name);
            json.WriteEndArray();
        }

        if (card.Encoding is { } encoding)
        {
            json.WriteString("target", encoding.Target);
            json.WriteStartArray("features");
            foreach (string name in encoding.FeatureNames) json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteString("missing", MissingChoice.NameOf(encoding.Missing));
        }

        json.WriteStartObject("training");
        ModelCardText.WriteTraining(json, card.Training);
        json.WriteEndObject();
        json.WriteStartObject("test");
        JsonOutput.WriteFigures(json, card.Test);
        json.WriteNumber("count", card.Test.Count);
        json.WriteEndObject();
    }

    private static void Print(string path, ModelSummary summary, ModelCard? card)
    {
        TextWriter output = Console.Out;
        output.WriteLine($"{path}: {Words.Count(summary.ParameterCount)} parameters, {Precision(summary)}");
        for (int i = 0; i < summary.Layers.Count; i++)
        {
            LayerSpec layer = summary.Layers[i];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  layer {i}: {layer}, {Words.Count(layer.ParameterCount)} parameters"));
        }

        if (card is null)
        {
            output.WriteLine("not trained by this tool: nothing is known of its data");
            return;
        }

        TrainingCard training = card.Training;
        string batch = training.BatchSize == Training.FitOptions.FullBatch ? "full" : training.BatchSize.ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"task: {(card.IsClassification ? "classification" : "regression")}, loss {card.Loss}");
        if (card.ClassNames is { } classes) output.WriteLine($"classes: {Shorten(classes)}");
        if (card.Encoding is { } encoding)
        {
            string missing = MissingChoice.NameOf(encoding.Missing);
            output.WriteLine($"target: {encoding.Target}; features: {Shorten(encoding.FeatureNames)}; missing values: {missing}");
        }

        output.WriteLine($"trained on: {card.Data.Source} ({Words.Count(card.Data.Count)} rows), seed {card.Data.Seed}");
        string clip = training.ClipNorm is { } norm ? $"gradient norm up to {Words.Exact(norm)}, " : "";
        output.WriteLine(
            $"trained by: {training.Optimizer}, learning rate {Words.Exact(training.LearningRate)}, momentum {Words.Exact(training.Momentum)}, "
            + $"weight decay {Words.Exact(training.WeightDecay)}, {clip}batch {batch}, first weights {training.Initializer}, "
            + $"validation {Words.Exact(training.ValidationShare)}");
        output.WriteLine($"epochs: {training.Epochs}, kept is epoch {training.BestEpoch}");
        output.WriteLine($"command: fastnn {training.Command}");
        output.WriteLine($"test: {Words.Figures(card.Test)} ({Words.Count(card.Test.Count)} rows held out)");
    }

    private static string Shorten(IReadOnlyList<string> names)
    {
        const int Most = 12;
        string listed = string.Join(", ", names.Take(Most));
        return names.Count > Most ? $"{listed} and {names.Count - Most} more" : listed;
    }
}
