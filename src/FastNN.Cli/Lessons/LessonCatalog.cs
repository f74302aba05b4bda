namespace FastNN.Cli.Lessons;

/// <summary>All lessons, in the order in which they are best read.</summary>
internal static class LessonCatalog
{
    /// <summary>Gets the lessons.</summary>
    public static IReadOnlyList<Lesson> All { get; } =
    [
        new PerceptronLimits(), new LogisticSeparable(), new LogisticNotSeparable(), new XorByHand(), new ForwardBackwardExample(),
        new XorSgd(),
        new ActivationCurves(), new AutogradSquare(), new AutogradVector(), new GradientCheckLesson(), new MultilayerPerceptron(),
        new MaximumLikelihood(), new GradientDescentForms(), new LearningRateAndBatch(), new HiddenUnitsAndSamples(),
        new VanishingGradient(),
        new RegressionStoredWeights(), new CurveTwoLayer(), new Arc(), new ThreeClass(), new DefaultMiniBatch(), new DefaultExercises(),
        new Advertising(), new Imbalance(), new CatTwoLayer(), new CatDeep(), new Mnist(),
    ];

    /// <summary>Finds a lesson, or gives null.</summary>
    public static Lesson? Find(string name) => All.FirstOrDefault(lesson => lesson.Name == name);
}
