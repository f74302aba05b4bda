namespace FastNN.Random;

/// <summary>Generates 32-bit numbers by the Mersenne twister MT19937.</summary>
/// <remarks>
/// Source: M. Matsumoto, T. Nishimura, "Mersenne Twister: A 623-dimensionally equidistributed uniform pseudorandom number generator",
/// 1998, with the initialization of 2002. Multipliers, shifts and masks below are the authors'.
/// </remarks>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Length];
    private int _next;

    /// <summary>Starts from one number; the authors' <c>init_genrand</c>.</summary>
    public MersenneTwister(uint seed) => Initialize(seed);

    /// <summary>Starts from several numbers, at least one; the authors' <c>init_by_array</c>.</summary>
    public MersenneTwister(ReadOnlySpan<uint> key)
    {
        if (key.IsEmpty) throw new ArgumentException("The key has to have at least one number.", nameof(key));
        Initialize(19650218);
        int i = 1, j = 0;
        for (int k = Math.Max(Length, key.Length); k > 0; k--)
        {
            _state[i] = (_state[i] ^ (Mixed(_state[i - 1]) * 1664525)) + key[j] + (uint)j;
            i = Advance(i);
            j = j + 1 == key.Length ? 0 : j + 1;
        }

        for (int k = Length - 1; k > 0; k--)
        {
            _state[i] = (_state[i] ^ (Mixed(_state[i - 1]) * 1566083941)) - (uint)i;
            i = Advance(i);
        }

        // Not all of the state may be zero.
        _state[0] = 0x80000000;
    }

    /// <summary>Draws 32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_next == Length) Twist();
        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    private static uint Mixed(uint word) => word ^ (word >> 30);

    private static uint Twisted(uint upper, uint lower) =>
        (((upper & 0x80000000) | (lower & 0x7FFFFFFF)) >> 1) ^ ((lower & 1) == 0 ? 0 : 0x9908B0DF);

    private void Initialize(uint seed)
    {
        _state[0] = seed;
        for (uint i = 1; i < Length; i++) _state[i] = (Mixed(_state[i - 1]) * 1812433253) + i;
        _next = Length;
    }

    private int Advance(int i)
    {
        if (i + 1 < Length) return i + 1;
        _state[0] = _state[Length - 1];
        return 1;
    }

    private void Twist()
    {
        uint[] s = _state;
        for (int i = 0; i < Length - Middle; i++) s[i] = s[i + Middle] ^ Twisted(s[i], s[i + 1]);
        for (int i = Length - Middle; i < Length - 1; i++) s[i] = s[i + Middle - Length] ^ Twisted(s[i], s[i + 1]);
        s[Length - 1] = s[Middle - 1] ^ Twisted(s[Length - 1], s[0]);
        _next = 0;
    }
}
