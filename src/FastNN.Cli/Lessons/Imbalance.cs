using FastNN.Cli.Reporting;
using FastNN.Data;
using FastNN.Layers;
using FastNN.Losses;
using FastNN.Metrics;
using FastNN.Optimizers;
using FastNN.Random;
using FastNN.Training;

namespace FastNN.Cli.Lessons;

/// <summary>Document 001: what to do when one class is rare.</summary>
internal sealed class Imbalance() : Lesson(
    "imbalance", "001", "unbalanced samples",
    "With one rare class accuracy misleads; dropping, repeating and inventing rows find more of it.")
{
    public override string Data =>
        "1,000 + 50 points of two normal distributions for training, 1,000 + 1,000 for the test, drawn in the lesson";

    public override Figures Expected => new()
    {
        ["as_is"] = new Figures { ["training_accuracy_at_least"] = 0.95, ["recall_at_most"] = 0.6 },
        ["dropped"] = new Figures { ["recall_at_least"] = 0.75, ["f1_at_least"] = 0.8 },
        ["repeated"] = new Figures { ["recall_at_least"] = 0.75, ["f1_at_least"] = 0.8 },
        ["invented"] = new Figures { ["recall_at_least"] = 0.75, ["f1_at_least"] = 0.8 },
    };

    public override Figures Run(LessonContext context)
    {
        #region code
        var random = new NumPyRandom(0);
        Dataset<double> skewed = Draw(random, common: 1000, rare: 50), test = Draw(random, common: 1000, rare: 1000);
        int[] common = [.. Enumerable.Range(0, 1000)], rare = [.. Enumerable.Range(1000, 50)];

        // Drop rows of the common class; repeat rows of the rare one; invent rare rows between neighbours.
        Dataset<double> dropped = skewed.Subset([.. random.Choice(1000, 50, replace: false), .. rare]);
        Dataset<double> repeated = skewed.Subset([.. common, .. random.Choice(50, 1000).Select(i => 1000 + i)]);
        Dataset<double> invented = Invent(skewed, rare, count: 950, random);
        double[] asIs = Train(skewed, test), byDropping = Train(dropped, test), byRepeating = Train(repeated, test),
            byInventing = Train(invented, test);
        double trainingAccuracy = Matrix(Train(skewed, skewed), skewed).Accuracy;

        static Dataset<double> Draw(NumPyRandom random, int common, int rare)
        {
            double[] x = new double[2 * (common + rare)];
            random.FillNormal(x.AsSpan(0, 2 * common), 0, 1);
            random.FillNormal(x.AsSpan(2 * common), 1.5, 1);
            double[] y = [.. Enumerable.Range(0, common + rare).Select(row => row < common ? 0.0 : 1.0)];
            return Dataset.ForClassification<double>(x, y, featureCount: 2, classCount: 2);
        }

        // SMOTE: a new row lies somewhere between a rare row and one of its five nearest rare neighbours.
        static Dataset<double> Invent(Dataset<double> data, int[] rare, int count, NumPyRandom random)
        {
            List<double> x = [.. data.Features.Span], y = [.. data.Targets.Span];
            for (int i = 0; i < count; i++)
            {
                int row = rare[random.RandInt(0, rare.Length)];
                int other = rare.Where(r => r != row).OrderBy(r =>
                    Math.Pow(x[2 * r] - x[2 * row], 2) + Math.Pow(x[(2 * r) + 1] - x[(2 * row) + 1], 2))
                    .ElementAt((int)random.RandInt(0, 5));
                double share = random.RandomSample();
                x.AddRange([x[2 * row] + (share * (x[2 * other] - x[2 * row])),
                    x[(2 * row) + 1] + (share * (x[(2 * other) + 1] - x[(2 * row) + 1]))]);
                y.Add(1);
            }

            return Dataset.ForClassification<double>(x.ToArray(), y.ToArray(), featureCount: 2, classCount: 2);
        }

        static double[] Train(Dataset<double> data, Dataset<double> test)
        {
            using var model = new Sequential<double>(seed: 1, new Linear<double>(2, 4), new Sigmoid<double>(), new Linear<double>(4, 1));
            using var trainer = new Trainer<double>(model, new SigmoidBinaryCrossEntropy<double>(), new Sgd<double>(0.5));
            trainer.Fit(data, new FitOptions { Epochs = 200, BatchSize = 10, Seed = 1 });
            double[] scores = new double[test.Count];
            model.Predict(test.Features.Span, scores);
            return scores;
        }

        static ConfusionMatrix Matrix(double[] scores, Dataset<double> data)
        {
            var matrix = new ConfusionMatrix(2, ["common", "rare"]);
            matrix.AddBinary<double>(scores, data.Targets.Span, threshold: 0);
            return matrix;
        }
        #endregion

        bool[] isRare = [.. test.Targets.ToArray().Select(label => label == 1)];
        Chart curves = RocCurve.CreateChart("Finding the rare class");
        RocCurve.Of<double>(asIs, isRare).AddTo(curves, "as it is");
        RocCurve.Of<double>(byInventing, isRare).AddTo(curves, "with invented rows");
        context.Plot(curves, "Balancing moves the threshold along the curve more than it lifts the curve.");
        ConfusionMatrix plain = Matrix(asIs, test);
        context.Print(
            $"As it is, the training accuracy is {trainingAccuracy:0.000}, and of the rare class {plain.Recall(1):0.000} are found.");
        return new Figures
        {
            ["as_is"] = new Figures { ["training_accuracy_at_least"] = trainingAccuracy, ["recall_at_most"] = plain.Recall(1) },
            ["dropped"] = Describe(Matrix(byDropping, test)),
            ["repeated"] = Describe(Matrix(byRepeating, test)),
            ["invented"] = Describe(Matrix(byInventing, test)),
        };
    }

    private static Figures Describe(ConfusionMatrix matrix) =>
        new() { ["recall_at_least"] = matrix.Recall(1), ["f1_at_least"] = matrix.F1(1) };
}
