using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 002, exercises 2 to 6: learning rates, hidden units, batch sizes.</summary>
internal sealed class DefaultExercises() : Lesson(
    "default-exercises", "002", "exercises 2 to 6", "Other learning rates, hidden units and batch sizes on data 2 and on the Default data.")
{
    public override string Data => "four points, given in the lesson, and islr/Default.txt, 100 customers";

    public override Figures Expected => new()
    {
        ["correct_by_rate_at_least"] = new Figures { ["0.5"] = 1, ["1"] = 1, ["2"] = 1 },
        ["correct_by_hidden_units_at_least"] = new Figures { ["2"] = 1, ["3"] = 1, ["5"] = 1, ["10"] = 1 },
        ["correct_with_one_hidden_unit_at_most"] = 0.75,
        ["default_single_at_least"] = 0.85,
        ["default_by_batch_size_at_least"] = new Figures { ["1"] = 0.85, ["10"] = 0.85, ["50"] = 0.85, ["100"] = 0.85 },
        ["default_full_batch_2_5_5_1_at_least"] = 0.85,
    };

    public override Figures Run(LessonContext context)
    {
        #region code
        Dataset<double> xor = Dataset.ForClassification<double>(new double[] { 0, 0, 0, 1, 1, 0, 1, 1 }, new double[] { 1, 0, 0, 1 }, 2, 2);
        double[] rates = [0.1, 0.5, 1, 2, 5], units = [1, 2, 3, 5, 10], batches = [1, 10, 50, 100];
        double[] byRate = [.. rates.Select(rate => Train(xor, [4], rate, batchSize: 1, epochs: 2000).Accuracy!.Value)];
        double[] byUnits = [.. units.Select(count => Train(xor, [(int)count], 2, batchSize: 1, epochs: 2000).Accuracy!.Value)];

        (Dataset<double> raw, _) = CsvDataset.Load<double>(
            context.DataPath("islr/Default.txt"), new TableEncodingOptions { Target = "2" },
            new CsvOptions { Delimiter = '\t', HasHeader = false });
        Dataset<double> customers = FeatureScaler.Standardize(raw).Apply(raw);
        double single = Train(customers, [2], 0.1, batchSize: 1, epochs: 200).Accuracy!.Value;
        double[] byBatch = [.. batches.Select(size => Train(customers, [2], 0.5, (int)size, epochs: 1000).Accuracy!.Value)];
        double full = Train(customers, [5, 5], 1, FitOptions.FullBatch, epochs: 10000).Accuracy!.Value;

        static Evaluation Train(Dataset<double> data, int[] hidden, double learningRate, int batchSize, int epochs)
        {
            var layers = new List<Layer<double>>();
            int inputs = data.FeatureCount;
            foreach (int units in hidden)
            {
                layers.AddRange([new Linear<double>(inputs, units), new Sigmoid<double>()]);
                inputs = units;
            }

            using var model = new Sequential<double>(seed: 1, [.. layers, new Linear<double>(inputs, 1)]);
            using var trainer = new Trainer<double>(model, new SigmoidBinaryCrossEntropy<double>(), new Sgd<double>(learningRate));
            trainer.Fit(data, new FitOptions { Epochs = epochs, BatchSize = batchSize, Seed = 1 });
            return trainer.Evaluate(data);
        }
        #endregion

        context.Plot(
            new Chart("Data 2 after 2,000 epochs", new Axis("learning rate", Scale: AxisScale.Log),
                new Axis("share that is right", Min: 0, Max: 1.05))
                .LineAndPoints<double>("2-4-1", rates, byRate),
            "Up to a point a larger rate only saves time; then the network is thrown about.");
        context.Plot(
            new Chart(
                "Data 2 by hidden units", new Axis("hidden units", IsInteger: true), new Axis("share that is right", Min: 0, Max: 1.05))
                .LineAndPoints<double>("2-n-1", units, byUnits),
            "One hidden unit is one line: not enough.");
        context.Setting("rates", Figure.List(rates));
        context.Setting("hidden_units", Figure.List(units));
        context.Setting("batch_sizes", Figure.List(batches));
        return new Figures
        {
            ["correct_by_rate_at_least"] = Named(rates, byRate),
            ["correct_by_hidden_units_at_least"] = Named(units, byUnits),
            ["correct_with_one_hidden_unit_at_most"] = byUnits[0],
            ["default_single_at_least"] = single,
            ["default_by_batch_size_at_least"] = Named(batches, byBatch),
            ["default_full_batch_2_5_5_1_at_least"] = full,
        };
    }

    private static Figures Named(double[] settings, double[] results)
    {
        var figures = new Figures();
        for (int i = 0; i < settings.Length; i++) figures[Words.Exact(settings[i])] = results[i];
        return figures;
    }
}
