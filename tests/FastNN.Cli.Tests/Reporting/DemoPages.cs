using FastNN.Cli.Reporting;
using FastNN.Metrics;

namespace FastNN.Cli.Tests.Reporting;

/// <summary>Pages like those of the lessons, from formulas instead of training.</summary>
internal static class DemoPages
{
    /// <summary>Gets all pages by file name.</summary>
    public static IReadOnlyList<(string Name, Report Page)> All =>
        [("three-class", ThreeClasses()), ("curve", Curve()), ("digits", Digits()), ("hostile", Hostile())];

    public static Report ThreeClasses()
    {
        var random = new FastNN.Random.RandomStream(7);
        double[] x = new double[240], y = new double[240], score = new double[240];
        int[] classes = new int[240];
        var matrix = new ConfusionMatrix(3);
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (random.NextDouble(), random.NextDouble());
            classes[i] = ClassOf(x[i] + (0.06 * (random.NextDouble() - 0.5)), y[i]);
            score[i] = x[i] + (0.5 * random.NextDouble());
            matrix.Add(classes[i], ClassOf(x[i], y[i]));
        }

        string[] names = ["class 1", "class 2", "class 3"];
        Chart roc = RocCurve.CreateChart("Receiver operating characteristic, one class against the rest");
        RocCurve.Of<double>(score, [.. classes.Select(c => c == 2)]).AddTo(roc, "class 3");
        RocCurve.Of<double>([.. x.Select((v, i) => -v + (0.3 * y[i]))], [.. classes.Select(c => c == 0)]).AddTo(roc, "class 1");
        return new Report("Three classes: 2-3-3", "fastnn lesson three-class-2-3-3 --report page.html")
            .Paragraph("Two inputs, three sigmoid units, three outputs with softmax.")
            .Code("z = x W + b\np = softmax(z)")
            .Figure(
                new Chart("Decision regions over the samples", new Axis("x₁, normalised"), new Axis("x₂, normalised")) { IsSquare = true, FrameHeight = 380 }
                    .Regions(ClassOf).Classes<double>(x, y, classes, names),
                "Where the network decides for which class.")
            .Figure(
                new Chart("Loss by epoch", Axis.Epochs, new Axis("cross-entropy", "nats", AxisScale.Log))
                    .Line<double>("train", [.. Losses(5000, 0.002)]).Line<double>("validation", [.. Losses(5000, 0.0035)]).Vertical(3200, "best epoch"),
                "Loss falls by three powers of ten.")
            .Figure(new ConfusionPlot("Confusion matrix", matrix, names), "Rows are what is, columns what was predicted.")
            .Figure(roc, "The area under the curve is the chance that a positive row scores higher than a negative one.")
            .Heading("Results")
            .Table("Figures by part", ["part", "loss", "accuracy"], [["train", "0.1020", "97.10%"], ["test", "0.1102", "96.40%"]])
            .Settings([("learning rate", "0.1"), ("batch size", "10")]);
    }

    public static Report Curve()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => i / 199.0)];
        double[] noisy = [.. x.Select((v, i) => Target(v) + (0.03 * Math.Sin(37.0 * i * i)))];
        return new Report("A curve from a two-layer network", "fastnn lesson curve-two-layer --report page.html")
            .Figure(
                new Chart("Fitted curve over the samples", new Axis("x"), new Axis("y"))
                    .Points<double>("samples", x, noisy).Curve("1-3-1 network", Target, 0, 1).Curve("1-2-1 network", v => 0.6 * v * v, 0, 1),
                "Three units are enough for this curve; two are not.")
            .Figure(
                new Chart("Predicted against actual", new Axis("actual sales", "1,000 units"), new Axis("predicted sales", "1,000 units")) { IsSquare = true }
                    .Points<double>("test rows", noisy, [.. x.Select(Target)]).Diagonal("perfect"),
                "The closer to the diagonal, the better.")
            .Figure(ActivationChart.Create("sigmoid", v => 1 / (1 + Math.Exp(-v)), v => Math.Exp(-v) / Math.Pow(1 + Math.Exp(-v), 2)), "Flat on both sides.")
            .Figure(ActivationChart.Create("ReLU", v => Math.Max(0, v), v => v > 0 ? 1 : 0, 3), "Flat on one side.")
            .Figure(
                new GraphPlot("Computation graph of the loss")
                    .Node("x", "x", "0.50").Node("w", "W₁", "grad −1.65").Node("b", "b₁", "grad 0.54").Node("m", "x · W₁", "0.21", GraphNodeKind.Operation)
                    .Node("a", "+", "0.26", GraphNodeKind.Operation).Node("s", "sigmoid", "0.56", GraphNodeKind.Operation)
                    .Node("w2", "W₂", "grad 0.31").Node("d", "h · W₂", "0.11", GraphNodeKind.Operation)
                    .Node("l", "(ŷ − y)²", "0.79", GraphNodeKind.Operation).Node("y", "y").Node("r", "loss", "grad 1")
                    .Edge("x", "m").Edge("w", "m").Edge("m", "a").Edge("b", "a").Edge("a", "s").Edge("s", "d").Edge("w2", "d").Edge("d", "l")
                    .Edge("y", "l").Edge("l", "r").Edge("x", "l"),
                "Values from left to right, gradients back.");
    }

    public static Report Digits()
    {
        var matrix = new ConfusionMatrix(10);
        for (int i = 0; i < 10_000; i++) matrix.Add(i % 10, i % 41 == 0 ? ((i / 41) + 3) % 10 : i % 10);
        var grid = new ImageGrid("Test images and predictions") { Note = "Below each image: the prediction; for a mistake, what it is ≠ the prediction." };
        for (int i = 0; i < 30; i++) grid.Add(PixelImage.Gray<double>(Blob(i), 28, 28), i % 7 == 3 ? $"{i % 10} ≠ {(i + 3) % 10}" : $"{i % 10}", i % 7 == 3);
        var weights = new ImageGrid("Weights of the first layer as images") { TileWidth = 40, Scale = ("weight", 0.4321) };
        for (int i = 0; i < 64; i++)
        {
            weights.Add(PixelImage.Diverging<double>([.. Blob(i).Select((v, k) => v * Math.Sin(k / 5.0 + i))], 28, 28, 1));
        }

        return new Report("Digits: 784-64-16-10", "fastnn lesson mnist-784-64-16-10 --report page.html")
            .Figure(
                new Chart("Loss by epoch", Axis.Epochs, new Axis("cross-entropy", "nats"))
                    .Line<double>("train", [.. Losses(40, 0.1)]).Line<double>("validation", [.. Losses(40, 0.06)]),
                "Loss.")
            .Figure(
                new Chart("Accuracy by epoch", Axis.Epochs, new Axis("accuracy", "%"))
                    .LineAndPoints<double>("train", [.. Enumerable.Range(1, 40).Select(i => (double)i)], [.. Losses(40, 0.1).Select(v => 99 - (20 * v))])
                    .Horizontal(97.49, "the tutorial's 97.49%"),
                "Accuracy.")
            .Figure(new ConfusionPlot("Confusion matrix of 10,000 test images", matrix, [.. Enumerable.Range(0, 10).Select(i => $"{i}")]), "Mistakes.")
            .Figure(grid, "Mistakes have a frame and a cross.")
            .Figure(weights, "What each unit looks for.");
    }

    /// <summary>Long words, awkward ranges, markup in every text: what real data bring.</summary>
    public static Report Hostile()
    {
        const string Long = "a name that goes on and on, longer than any line of a legend would be in good taste & <b>with markup</b> and 中文的名字";
        var matrix = new ConfusionMatrix(3);
        for (int i = 0; i < 400; i++) matrix.Add(i % 3, i % 9 == 0 ? 2 : i % 3);
        return new Report($"<script>alert(1)</script> {Long}", CommandText.Of(["train", "csv:it's.csv", "--target", "<td>"]))
            .Paragraph("</p><script>document.title='no'</script>")
            .Figure(
                new Chart(Long, new Axis(Long, "a unit that has a long name of its own, furlongs per fortnight"), new Axis(Long))
                    .Line<double>(Long, [1e-9, 2e-9, 3.5e-9], [-1.5e12, 2e12, 9e12]).Line<double>("<i>short</i>", [1e-9, 3e-9], [0, 1e12]).Line<double>(Long, [2e-9], [1]),
                "</figcaption><script>1</script>")
            .Figure(
                new Chart("All the same", new Axis("x"), new Axis("y")).LineAndPoints<double>("constant", [1, 2, 3], [1234567.125, 1234567.125, 1234567.125]),
                "No range at all.")
            .Figure(
                new Chart("Nothing", new Axis("x"), new Axis("y", Scale: AxisScale.Log)).Line<double>("NaN", [double.NaN, 0, -1]), "Nothing to show.")
            .Figure(
                new Chart("Wide logarithmic axes", new Axis("samples", Scale: AxisScale.Log), new Axis("error", Scale: AxisScale.Log))
                    .LineAndPoints<double>("error", [1, 1e4, 1e9, 1e15], [1e-12, 1e-3, 100, 1e9]),
                "Powers of ten.")
            .Figure(
                new Chart("Large whole numbers", new Axis("row", IsInteger: true, Min: 1_000_000, Max: 9_876_543), new Axis("step")) { Width = 360 }
                    .Line<double>("s", [1_000_000, 9_876_543], [0.12345, 0.12346]),
                "Labels as wide as this get fewer.")
            .Figure(new ConfusionPlot("Long class names", matrix, [Long, "b", "a class of things"]), "Names are turned or cut.")
            .Figure(new ImageGrid(Long) { Note = Long }.Add(PixelImage.Gray<double>([0, 1, 1, 0], 2, 2), Long, true), "One image.")
            .Table(Long, [Long, "<b>"], [[Long, "&amp;"]]);
    }

    private static int ClassOf(double x, double y) => y > 0.75 - (0.5 * x) + (0.1 * Math.Sin(9 * x)) ? 2 : y > 0.9 * x * x ? 0 : 1;

    private static double Target(double x) => (0.4 * x * x) + (0.3 * x * Math.Sin(15 * x)) + (0.01 * Math.Cos(50 * x)) - 0.3;

    private static IEnumerable<double> Losses(int epochs, double rate) =>
        Enumerable.Range(0, epochs).Select(i => (1.1 * Math.Exp(-rate * i)) + 0.002 + (0.0015 * Math.Sin(i * 1.7)));

    private static double[] Blob(int number) =>
    [
        .. Enumerable.Range(0, 784).Select(k =>
        {
            double dx = (k % 28) - 14 - (4 * Math.Cos(number)), dy = (k / 28) - 14 - (5 * Math.Sin(number * 2));
            return Math.Exp(-((dx * dx) + (dy * dy)) / 30);
        }),
    ];
}
