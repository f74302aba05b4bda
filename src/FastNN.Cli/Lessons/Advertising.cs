using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Optimizers;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 002, exercise 7: sales by advertising, full batch.</summary>
internal sealed class Advertising() : Lesson(
    "advertising", "002", "exercise 7", "A two-layer network predicts sales from advertising, all rows at once; a line does worse.")
{
    public override string Data => "islr/Advertising.csv, 200 markets: TV, radio, newspaper, sales";

    public override Figures Expected => new() { ["r2_at_least"] = 0.99, ["line_r2"] = 0.8972106381789522 };

    public override Tolerance ToleranceOf(string figure) => Tolerance.Relative(1e-9);

    public override Figures Run(LessonContext context)
    {
        #region code
        (Dataset<double> raw, TableEncoding encoding) =
            CsvDataset.Load<double>(
                context.DataPath("islr/Advertising.csv"), new TableEncodingOptions { Target = "sales", Ignored = ["0"] });
        Dataset<double> scaled = FeatureScaler.Standardize(raw).Apply(raw);
        double[] sales = new double[raw.Count];
        FeatureScaler.Standardize(raw.Targets.Span, columnCount: 1).Apply(raw.Targets.Span, sales);
        Dataset<double> data = Dataset.ForRegression<double>(scaled.Features, sales, raw.FeatureCount);

        (double network, double[] predictions) = Fit(
            data, epochs: 5000, new Linear<double>(3, 8), new Sigmoid<double>(), new Linear<double>(8, 1));
        (double line, _) = Fit(data, epochs: 2000, new Linear<double>(3, 1));

        static (double R2, double[] Predictions) Fit(Dataset<double> data, int epochs, params Layer<double>[] layers)
        {
            using var model = new Sequential<double>(seed: 1, layers);
            using var trainer = new Trainer<double>(model, new HalfSquaredError<double>(), new Sgd<double>(0.5));
            trainer.Fit(data, new FitOptions { Epochs = epochs, BatchSize = FitOptions.FullBatch });
            double[] outputs = new double[data.Count];
            model.Predict(data.Features.Span, outputs);
            return (trainer.Evaluate(data).R2!.Value, outputs);
        }
        #endregion

        context.Plot(
            new Chart("Sales of 200 markets, standardised", new Axis("sales"), new Axis("predicted")) { IsSquare = true }
                .Points<double>("3-8-1", sales, predictions).Diagonal("exact"),
            "The network is right to within a tenth of the spread.");
        context.Setting("features", string.Join(", ", encoding.FeatureNames));
        context.Setting("learning_rate", 0.5);
        return new Figures { ["r2_at_least"] = network, ["line_r2"] = line };
    }
}
