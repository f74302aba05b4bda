namespace FastNN.Peers.Measuring;

/// <summary>One of several ways to do the same work that are timed in turn.</summary>
internal interface IContender
{
    /// <summary>Gets the name that results are reported under.</summary>
    string Name { get; }

    /// <summary>Runs the work until it has reached its steady speed, and finds out how often to repeat it in one timing.</summary>
    void WarmUp();

    /// <summary>Times the work once.</summary>
    /// <returns>The seconds that one execution takes.</returns>
    double Measure();
}
