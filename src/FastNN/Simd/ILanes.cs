namespace FastNN.Simd;

/// <summary>
/// A lane witness: the operations of one register width over elements of type <typeparamref name="T"/>. Kernels are written
/// once over a witness and specialised by the compiler, so an operation costs exactly the instruction behind it.
/// </summary>
/// <remarks>
/// Masks are vectors whose lanes are all ones or all zeros. Bit operations treat a lane as an integer of the same size
/// (32 bits for <c>float</c>, 64 for <c>double</c>). Every operation rounds as IEEE 754 says, and horizontal ones take a
/// fixed order, so that a result depends on the width only, not on the compiler that made the code.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The raw register: a vector of <typeparamref name="T"/>, or <typeparamref name="T"/> itself.</typeparam>
internal unsafe interface ILanes<T, V>
    where T : unmanaged
    where V : unmanaged
{
    /// <summary>Gets the number of elements in a register.</summary>
    static abstract int Count { get; }

    /// <summary>Gets the number of architectural registers a kernel may plan with.</summary>
    static abstract int RegisterCount { get; }

    /// <summary>Gets whether <see cref="ScaleByPowerOfTwo"/> is one instruction.</summary>
    static abstract bool HasScaling { get; }

    static abstract V Zero { get; }

    static abstract V Fill(T value);

    /// <summary>Fills every lane with an integer bit pattern; its low half counts for <c>float</c>.</summary>
    static abstract V FillBits(long bits);

    static abstract V Load(T* source);

    static abstract void Store(V value, T* destination);

    /// <summary>Makes a mask of the first <paramref name="count"/> lanes, from none to all.</summary>
    static abstract V FirstLanes(int count);

    /// <summary>Loads the lanes of a mask made by <see cref="FirstLanes"/>; touches no memory of the others, which become zero.</summary>
    static abstract V LoadMasked(T* source, V mask);

    /// <summary>Stores the lanes of a mask made by <see cref="FirstLanes"/>; touches no memory of the others.</summary>
    static abstract void StoreMasked(V value, T* destination, V mask);

    static abstract V Add(V left, V right);

    static abstract V Subtract(V left, V right);

    static abstract V Multiply(V left, V right);

    static abstract V Divide(V left, V right);

    /// <summary>Computes <c>left * right + addend</c> with one rounding.</summary>
    static abstract V MultiplyAdd(V left, V right, V addend);

    /// <summary>Computes <c>addend - left * right</c> with one rounding.</summary>
    static abstract V NegateMultiplyAdd(V left, V right, V addend);

    static abstract V Negate(V value);

    static abstract V Abs(V value);

    static abstract V Sqrt(V value);

    /// <summary>
    /// Takes the smaller operand. A NaN in <paramref name="right"/> comes back; what comes back for a NaN in
    /// <paramref name="left"/> alone, or for zeros of both signs, is not defined.
    /// </summary>
    static abstract V Min(V left, V right);

    /// <summary>
    /// Takes the larger operand. A NaN in <paramref name="right"/> comes back; what comes back for a NaN in
    /// <paramref name="left"/> alone, or for zeros of both signs, is not defined.
    /// </summary>
    static abstract V Max(V left, V right);

    /// <summary>
    /// Computes <c>value * 2^floor(exponent)</c> with one rounding, also where the result is subnormal or overflows, for exponents of at
    /// most twice the format's exponent range and a finite value of a size between 2^-60 and 2^66; NaN and zero pass through.
    /// </summary>
    static abstract V ScaleByPowerOfTwo(V value, V exponent);

    /// <summary>
    /// Splits off a power of two: <c>value = significand * 2^exponent</c>, the significand from 3/4 to below 3/2, the exponent a whole number.
    /// Zero gives 1 and -inf, infinity 1 and itself. Of NaN and of negative numbers the significand or the exponent is NaN.
    /// </summary>
    static abstract V Significand(V value, out V exponent);

    /// <summary>Takes, for each lane of floats, the entry of a table that the low four bits of the index name.</summary>
    static abstract V LookUp<TTable>(V index)
        where TTable : struct, ILookUpTable;

    /// <summary>Takes, for each lane of floats, the entry of a table of eight that the low three bits of the index name.</summary>
    static abstract V LookUpEight<TTable>(V index)
        where TTable : struct, IEightEntryTable;

    static abstract V LessThan(V left, V right);

    static abstract V LessThanOrEqual(V left, V right);

    /// <summary>Compares for equality; false for NaN, also with itself.</summary>
    static abstract V AreEqual(V left, V right);

    /// <summary>Takes <paramref name="whenTrue"/> where the mask is set, <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract V Select(V mask, V whenTrue, V whenFalse);

    static abstract V And(V left, V right);

    static abstract V Or(V left, V right);

    static abstract V Xor(V left, V right);

    /// <summary>Adds the lanes as integers.</summary>
    static abstract V AddBits(V left, V right);

    /// <summary>Subtracts the lanes as integers.</summary>
    static abstract V SubtractBits(V left, V right);

    static abstract V ShiftLeftBits(V value, int count);

    /// <summary>Shifts the lanes right as unsigned integers.</summary>
    static abstract V ShiftRightBits(V value, int count);

    /// <summary>Tells whether any lane of a mask is set.</summary>
    static abstract bool Any(V mask);

    /// <summary>Tells whether all lanes of a mask are set.</summary>
    static abstract bool All(V mask);

    /// <summary>Adds the lanes: upper half to lower half until one is left.</summary>
    static abstract T Sum(V value);

    /// <summary>Stores the sums of four registers side by side, each added up as <see cref="Sum"/> does.</summary>
    static abstract void StoreSums(V value0, V value1, V value2, V value3, T* destination);

    /// <summary>Takes the largest lane; not defined with NaN among them.</summary>
    static abstract T MaxAcross(V value);

    /// <summary>
    /// Writes four registers as columns: for each lane, the four elements side by side, <paramref name="stride"/> elements after those
    /// of the lane before.
    /// </summary>
    static abstract void StoreTransposed(V row0, V row1, V row2, V row3, T* destination, nint stride);

    /// <summary>Writes the transpose of a square of as many rows and columns as a register has lanes.</summary>
    static abstract void TransposeSquare(T* source, nint sourceStride, T* destination, nint destinationStride);

    /// <summary>Asks for the cache line of an address, into the second-level cache, ahead of its use; any address will do.</summary>
    static abstract void Prefetch(void* address);
}
