using System.CommandLine;
using System.Globalization;
using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Training;

namespace FastNN.Cli.Commands;

/// <summary>The grammar of <c>fastnn train</c>.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<DataSource?> dataset = Grammar.Dataset(
            $"{DataSource.Forms}. Of digits (12,000, drawn by the seed) and CSV rows, 20% are held out for the test; an IDX folder has its own.");
        Option<string?> target = Grammar.Option("--target", "COLUMN", "The CSV column to predict, by name or position; -1 is the last.", text => text);
        Option<bool> classify = Grammar.Flag("--classify", "Take the target as a class even where it is a number.");
        Option<string?> ignore = Grammar.Option("--ignore", "COLUMNS", "CSV columns to leave out, separated by commas.", text => text);
        Option<string?> categorical = Grammar.Option(
            "--categorical", "COLUMNS", "CSV columns to take for categories, whatever their values look like, separated by commas.", text => text);
        Option<MissingValues?> missing = Grammar.Option<MissingValues?>(
            "--missing",
            string.Join('|', MissingChoice.Names),
            "What to do with missing values (an empty field; among numbers also NA, NaN, null, ?): reject the file, drop the row, or put the column's mean "
                + "over all rows in the place of numbers and no category in that of texts. By default they are rejected.",
            text => MissingChoice.Parse(text));
        Option<string?> header = Grammar.Choice(
            "--header", "Whether the first line of the CSV file names its columns; by default its content decides.", "yes", "no");
        Option<HiddenLayer[]?> layers = Grammar.Option(
            "--layers", "LAYERS", "Hidden layers as UNITS:ACTIVATION,…: sigmoid, tanh, relu, leaky-relu[:SLOPE] or linear; 'none' for none.", HiddenLayer.ParseList);
        Option<string?> loss = Grammar.Choice(
            "--loss", "The loss; by default cross-entropy for classes and mse (on standardised targets) for numbers.", LossChoice.Names);
        Option<string?> optimizer = Grammar.Choice("--optimizer", "The optimizer; by default adam.", OptimizerChoice.Names);
        Option<double?> rate = Grammar.Number("--learning-rate", "RATE", "The learning rate.", 0, 1e30);
        Option<double?> momentum = Grammar.Number("--momentum", "SHARE", "The momentum of sgd and rmsprop, from 0 to less than 1.", 0, 1);
        Option<double?> decay = Grammar.Number("--weight-decay", "DECAY", "The weight decay; by default 0, for adamw 0.01.", 0, 1e30);
        Option<double?> clip = Grammar.Number(
            "--clip-norm", "NORM", "The largest norm of the gradient; a longer one is shortened to it. By default there is none.", 1e-30, 1e30);
        Option<int?> epochs = Grammar.Integer("--epochs", "COUNT", "The passes over the training rows.", 1);
        Option<int?> batch = Grammar.Option<int?>("--batch-size", "ROWS|full", "The rows of a step, or 'full' for all.", ReadBatchSize);
        Option<string?> init = Grammar.Option(
            "--init", "RULE", "First weights: xavier-uniform, xavier-normal, he-uniform, he-normal, zeros, normal:SIGMA or uniform:LIMIT.", ReadInitializer);
        Option<double?> validation = Grammar.Number(
            "--validation", "SHARE", "The share of the training rows kept to choose the best epoch by; by default 0.1, 0 for none.", 0, 1);
        Option<ulong?> seed = Grammar.Option<ulong?>("--seed", "NUMBER", "What all random choices follow from; by default 1.", ReadSeed);
        Option<string?> precision = Grammar.Choice("--precision", "The element type; by default f32.", "f32", "f64");
        Option<int?> threads = Grammar.Integer(
            "--threads", "COUNT", "The threads to use; by default all processors. Results do not depend on it.", 1, 1024);
        Option<string?> output = Grammar.Option("--output", "FILE.safetensors", "Where to save the model; by default named after the data set.", ReadOutput);
        Option<string?> report = Grammar.Option(
            "--report", "FILE.html", "Also write a page with curves, predictions, settings and environment: one file, to be opened anywhere.", ReadOutput);
        Option<bool> json = Grammar.Json();
        var command = new Command("train", "Trains a network and saves the epoch that validated best.")
        {
            dataset, target, classify, ignore, categorical, missing, header, layers, loss, optimizer, rate, momentum, decay, clip, epochs, batch, init, validation, seed,
            precision, threads, output, report, json,
        };
        command.SetAction(parsed =>
        {
            DataSource source = parsed.GetRequiredValue(dataset)!;
            TrainDefaults defaults = TrainDefaults.For(source.Kind);
            string chosen = parsed.GetValue(optimizer) ?? TrainDefaults.Optimizer;
            var options = new TrainOptions
            {
                Source = source,
                Target = parsed.GetValue(target),
                Classify = parsed.GetValue(classify),
                Ignored = Columns(parsed.GetValue(ignore)),
                Categorical = Columns(parsed.GetValue(categorical)),
                Missing = parsed.GetValue(missing) ?? MissingValues.Reject,
                HasHeader = parsed.GetValue(header) is { } answer ? answer == "yes" : null,

                // Asked for the value of an option that is not there, the parser gives an empty array.
                Layers = parsed.GetResult(layers) is null ? HiddenLayer.ParseList(defaults.Layers) : parsed.GetValue(layers)!,
                Loss = parsed.GetValue(loss),
                Optimizer = chosen,
                LearningRate = parsed.GetValue(rate) ?? defaults.RateOf(chosen),
                Momentum = parsed.GetValue(momentum) ?? 0,
                WeightDecay = parsed.GetValue(decay) ?? (chosen == OptimizerChoice.AdamW ? TrainDefaults.AdamWDecay : 0),
                ClipNorm = parsed.GetValue(clip),
                Epochs = parsed.GetValue(epochs) ?? defaults.Epochs,
                BatchSize = parsed.GetValue(batch) ?? defaults.BatchSize,
                Initializer = parsed.GetValue(init),
                ValidationShare = parsed.GetValue(validation) ?? TrainDefaults.ValidationShare,
                Seed = parsed.GetValue(seed) ?? TrainDefaults.Seed,
                IsDouble = parsed.GetValue(precision) == "f64",
                Threads = parsed.GetValue(threads) ?? Math.Min(1024, Environment.ProcessorCount),
                Output = parsed.GetValue(output) ?? source.Stem + ".safetensors",
                Report = parsed.GetValue(report),
                Json = parsed.GetValue(json),
                CommandLine = string.Join(' ', parsed.Tokens.Select(token => token.Value)),
                Command = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
            };
            Check(options);
            return options.IsDouble ? new TrainRun<double>(options).Run() : new TrainRun<float>(options).Run();
        });
        return command;
    }

    private static void Check(TrainOptions options)
    {
        if (options.Report is { } page && Path.GetFullPath(page) == Path.GetFullPath(options.Output))
        {
            throw new UsageException($"--report and --output name the same file, '{page}'");
        }

        foreach ((string option, string? file) in new[] { ("--output", options.Output), ("--report", options.Report) })
        {
            if (file != null && options.Source.Holds(file)) throw new UsageException($"{option}: '{file}' is the data set's own file; choose another");
        }

        bool isTable = options.Source.Kind == DataSourceKind.Csv;
        if (isTable && options.Target == null) throw new UsageException("a CSV file needs --target COLUMN, the column to predict");
        if (!isTable && options.Target != null) throw new UsageException($"--target is for CSV files; {options.Source} has its own target");
        foreach ((string option, bool isGiven) in new[]
        {
            ("--ignore", options.Ignored.Count > 0),
            ("--categorical", options.Categorical.Count > 0),
            ("--missing", options.Missing != MissingValues.Reject),
            ("--header", options.HasHeader != null),
        })
        {
            if (!isTable && isGiven) throw new UsageException($"{option} is for CSV files; {options.Source} has no columns");
        }

        if (options.Momentum > 0 && !OptimizerChoice.HasMomentum(options.Optimizer))
        {
            throw new UsageException($"--momentum is for --optimizer sgd and rmsprop; {options.Optimizer} has none");
        }
    }

    private static string[] Columns(string? text) => text?.Split(',', StringSplitOptions.TrimEntries) ?? [];

    private static int? ReadBatchSize(string text)
    {
        if (text == "full") return FitOptions.FullBatch;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int rows) && rows >= 1
            ? rows
            : throw new FormatException($"'{text}' is neither a whole number of at least 1 nor 'full'");
    }

    private static ulong? ReadSeed(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new FormatException($"'{text}' is not a whole number from 0 to {ulong.MaxValue}");

    private static string ReadInitializer(string text) => Initializer.Parse(text).Name;

    private static string ReadOutput(string text) => text.Length > 0 ? text : throw new FormatException("the file's name is empty");
}
