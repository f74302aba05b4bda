namespace FastNN.Cli.Lessons;

/// <summary>A number of a lesson beside the expected one.</summary>
/// <param name="Name">Where it stands, such as <c>epoch_loss.9</c>.</param>
/// <param name="Expected">What the document has.</param>
/// <param name="Actual">What the lesson gave; NaN for nothing.</param>
/// <param name="Difference">How far they are apart, as the tolerance measures it.</param>
/// <param name="Limit">How far they may be apart.</param>
internal sealed record ComparedNumber(string Name, double Expected, double Actual, double Difference, double Limit)
{
    /// <summary>Gets whether the number is near enough.</summary>
    public bool Passed => Difference <= Limit;
}
