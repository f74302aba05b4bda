namespace FastNN.Peers.Measuring;

/// <summary>FastNN and a peer computed different results, so their times mean nothing.</summary>
internal sealed class ContendersDisagreeException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The case, the peer and the difference.</param>
    public ContendersDisagreeException(string message)
        : base(message)
    {
    }
}
