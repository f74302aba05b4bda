using System.Globalization;
using System.Numerics;
using FastNN.Cli.Commands;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Metrics;
using FastNN.Training;

namespace FastNN.Cli.Reporting;

/// <summary>The page of <c>fastnn train --report</c>: what was trained, how it went, what the model does on the held-out rows.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class TrainPage<T>(TrainOptions options, TrainResult result, TrainingData<T> data, Sequential<T> model, Loss<T> loss)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BatchRows = 512;
    private const int MostClasses = 40;
    private const int MostImages = 36;
    private const int MostMistakes = 24;
    private const int MostUnits = 64;
    private const int MostTargets = 4;

    private readonly int _outputs = model.OutputSize;

    /// <summary>Makes the page.</summary>
    public Report Create()
    {
        TrainPlan plan = result.Plan;
        var page = new Report($"Training on {options.Source}", options.Command);
        foreach (string line in Words.Plan(plan)) page.Paragraph(line);
        AddResults(page);
        AddCurves(page);
        T[] predictions = Predict();
        if (plan.IsClassification) AddClassification(page, predictions);
        else AddRegression(page, predictions);
        AddWeights(page);
        return page.Settings(Settings(plan));
    }

    private void AddResults(Report page)
    {
        History history = result.History;
        EpochRecord best = history.Epochs[history.BestEpoch - 1];
        string score = result.Plan.IsClassification ? "accuracy" : "R²";
        List<string[]> rows = [Row("train", best.Train)];
        if (best.Validation is { } validation) rows.Add(Row("validation", validation));
        if (result.Test is { } test) rows.Add(Row("test", test));
        page.Heading("Results").Table("The saved model's figures by part", ["part", "loss", score, "rows"], rows);
        string end = history.WasCancelled ? "; interrupted" : "";
        page.Paragraph($"Best epoch {best.Epoch} of {history.Epochs.Count}; {Words.Seconds(result.Seconds)} of training{end}.");
    }

    private static string[] Row(string part, Evaluation figures) =>
        [part, Words.Loss(figures.Loss), Words.Score(figures).Split(' ')[1], Words.Count(figures.Count)];

    private void AddCurves(Report page)
    {
        IReadOnlyList<EpochRecord> epochs = result.History.Epochs;
        string unit = result.Plan.IsClassification ? "nats" : "standardised units²";
        double[] losses = [.. epochs.Select(epoch => epoch.Train.Loss)];
        bool isWide = losses.All(value => value > 0) && losses.Max() / losses.Min() > 50;
        page.Heading("Course of training").Figure(
            Curve("Loss by epoch", new Axis(result.Plan.Loss, unit, isWide ? AxisScale.Log : AxisScale.Linear), figures => figures.Loss),
            "The loss, averaged over the epoch's rows.");
        page.Figure(
            result.Plan.IsClassification
                ? Curve("Accuracy by epoch", new Axis("accuracy", "%"), figures => 100 * figures.Accuracy)
                : Curve("R² by epoch", new Axis("R²"), figures => figures.R2),
            result.Plan.IsClassification ? "The share of rows whose class is found." : "The share of the target's variance that the model explains.");
    }

    private Chart Curve(string title, Axis y, Func<Evaluation, double?> figure)
    {
        History history = result.History;
        double[] x = [.. history.Epochs.Select(epoch => (double)epoch.Epoch)];
        double[] train = [.. history.Epochs.Select(epoch => figure(epoch.Train) ?? double.NaN)];
        double[] validation = [.. history.Epochs.Select(epoch => epoch.Validation is { } figures ? figure(figures) ?? double.NaN : double.NaN)];

        // A line through one point would not be seen.
        var chart = new Chart(title, Axis.Epochs, y);
        chart = x.Length == 1 ? chart.Points("train", x, train) : chart.Line("train", x, train);
        if (history.Epochs[0].Validation is null) return chart;
        chart = x.Length == 1 ? chart.Points("validation", x, validation) : chart.Line("validation", x, validation);
        return chart.Vertical(history.BestEpoch, "best epoch");
    }

    private T[] Predict()
    {
        Dataset<T> test = data.Test;
        T[] predictions = new T[test.Count * _outputs];
        for (int row = 0; row < test.Count; row += BatchRows)
        {
            int count = Math.Min(BatchRows, test.Count - row);
            Span<T> batch = predictions.AsSpan(row * _outputs, count * _outputs);
            model.Predict(test.Features.Span.Slice(row * test.FeatureCount, count * test.FeatureCount), batch);
            loss.ToPredictions(batch, count);
        }

        return predictions;
    }

    private void AddClassification(Report page, T[] predictions)
    {
        int[] actual = new int[data.Test.Count];
        data.Test.CopyClassIndices(actual);
        int[] predicted = [.. Enumerable.Range(0, actual.Length).Select(row => Decide(predictions.AsSpan(row * _outputs, _outputs)))];
        IReadOnlyList<string> names = data.ClassNames!;
        page.Heading("Held-out rows");
        if (names.Count <= MostClasses)
        {
            var matrix = new ConfusionMatrix(names.Count);
            for (int row = 0; row < actual.Length; row++) matrix.Add(actual[row], predicted[row]);
            page.Figure(
                new ConfusionPlot("Confusion matrix of the test rows", matrix, names),
                "A row for each class that is, a column for each that was predicted; the deeper the colour, the larger the share of the row.");
        }

        if (names.Count == 2 && Array.Exists(actual, label => label == 0) && Array.Exists(actual, label => label == 1))
        {
            T[] scores = [.. Enumerable.Range(0, actual.Length).Select(row => predictions[(row * _outputs) + _outputs - 1])];
            Chart chart = RocCurve.CreateChart("Receiver operating characteristic of the test rows");
            page.Figure(
                RocCurve.Of<T>(scores, [.. actual.Select(label => label == 1)]).AddTo(chart, names[1]),
                $"What share of the rows of class {names[1]} is found at the price of what share of the others, as the threshold falls.");
        }

        if (ImageSide() is not { } side) return;
        AddImages(page, "Test images and predictions", Enumerable.Range(0, Math.Min(MostImages, actual.Length)), side, actual, predicted);
        int[] wrong = [.. Enumerable.Range(0, actual.Length).Where(row => actual[row] != predicted[row])];
        if (wrong.Length > 0) AddImages(page, $"The first of {Words.Count(wrong.Length)} mistakes", wrong.Take(MostMistakes), side, actual, predicted);
    }

    private void AddImages(Report page, string title, IEnumerable<int> rows, int side, int[] actual, int[] predicted)
    {
        var grid = new ImageGrid(title) { Note = "Below each image: its class as predicted; for a mistake, the actual class ≠ the predicted one." };
        foreach (int row in rows)
        {
            bool isWrong = actual[row] != predicted[row];
            string name = data.ClassNames![predicted[row]];
            grid.Add(
                PixelImage.Gray(data.Test.Features.Span.Slice(row * side * side, side * side), side, side),
                isWrong ? $"{data.ClassNames[actual[row]]} ≠ {name}" : name,
                isWrong);
        }

        page.Figure(grid, "Mistakes have a frame and a cross.");
    }

    private void AddRegression(Report page, T[] predictions)
    {
        page.Heading("Held-out rows");
        double[] predicted = Unscale(predictions), actual = Unscale(data.Test.Targets.Span);
        for (int target = 0; target < Math.Min(_outputs, MostTargets); target++)
        {
            string name = _outputs > 1 ? $"{options.Target} {target + 1}" : options.Target ?? "target";
            double[] x = Column(actual, target), y = Column(predicted, target);
            var chart = new Chart($"Predicted against actual {name}", new Axis($"actual {name}", "data's units"), new Axis($"predicted {name}", "data's units"))
            {
                IsSquare = true,
                FrameHeight = 360,
            };
            page.Figure(chart.Points("test rows", x, y).Diagonal("perfect"), "The closer to the diagonal, the better.");
        }
    }

    private double[] Unscale(ReadOnlySpan<T> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = double.CreateChecked(values[i]);
        data.TargetScaler?.Invert<double>(wide, wide);
        return wide;
    }

    private double[] Column(double[] values, int column) => [.. Enumerable.Range(0, values.Length / _outputs).Select(row => values[(row * _outputs) + column])];

    private void AddWeights(Report page)
    {
        if (ImageSide() is not { } side || model.Layers.OfType<Linear<T>>().FirstOrDefault() is not { } first || first.Inputs != side * side) return;
        T[] weights = first.Weight.Values.ToArray();
        double limit = weights.Max(weight => Math.Abs(double.CreateChecked(weight)));
        int units = Math.Min(MostUnits, first.Outputs);
        string title = units < first.Outputs ? $"Weights of the first {units} of {first.Outputs} units as images" : "Weights of the first layer's units as images";
        var grid = new ImageGrid(title) { TileWidth = 48, Scale = ("weight", limit) };
        for (int unit = 0; unit < units; unit++)
        {
            T[] own = [.. Enumerable.Range(0, first.Inputs).Select(input => weights[(input * first.Outputs) + unit])];
            grid.Add(PixelImage.Diverging<T>(own, side, side, limit));
        }

        page.Heading("What the first layer looks for").Figure(grid, "Each image holds a unit's weights at the places of the pixels that they multiply.");
    }

    // Readers of images flatten them; those of this tool's data are square.
    private int? ImageSide()
    {
        int side = (int)Math.Round(Math.Sqrt(data.Test.FeatureCount));
        return options.Source.Kind != DataSourceKind.Csv && side * side == data.Test.FeatureCount ? side : null;
    }

    // The rule of ScoreKeeper: the first of the largest; one output is the probability of class 1.
    private static int Decide(ReadOnlySpan<T> row) => row.Length == 1 ? (row[0] >= T.CreateChecked(0.5) ? 1 : 0) : Math.Max(0, ClassificationMetrics.ArgMax(row));

    private IEnumerable<(string Name, string Value)> Settings(TrainPlan plan) =>
    [
        ("data set", plan.Dataset),
        ("rows to train, validate, test", $"{Words.Count(plan.TrainCount)}, {Words.Count(plan.ValidationCount)}, {Words.Count(plan.TestCount)}"),
        ("network", Words.Network(plan.Layers)),
        ("parameters", Words.Count(plan.ParameterCount)),
        ("first weights", options.Initializer ?? "by the activation that follows"),
        ("loss", plan.Loss),
        ("optimizer", plan.Optimizer),
        ("learning rate", Words.Exact(plan.LearningRate)),
        ("momentum", Words.Exact(options.Momentum)),
        ("weight decay", Words.Exact(options.WeightDecay)),
        ("largest gradient norm", options.ClipNorm is { } norm ? Words.Exact(norm) : "none"),
        ("epochs", Words.Count(plan.Epochs)),
        ("batch size", Words.Count(plan.BatchSize)),
        ("seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
        ("precision", plan.Precision),
        ("threads", Words.Count(plan.Threads)),
    ];
}
