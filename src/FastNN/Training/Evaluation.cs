namespace FastNN.Training;

/// <summary>How well a model does on some rows.</summary>
/// <param name="Count">The number of rows.</param>
/// <param name="Loss">The mean loss.</param>
/// <param name="Accuracy">The share of rows whose class is right, or null for regression.</param>
/// <param name="R2">The coefficient of determination, or null for classification.</param>
public sealed record Evaluation(int Count, double Loss, double? Accuracy, double? R2)
{
    /// <summary>Gets the figure by which epochs are compared, higher being better: the accuracy, or R².</summary>
    public double Score => Accuracy ?? R2 ?? -Loss;
}
