using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FastNN.Simd;

/// <summary>Takes, for each lane, the entry of a table that the low bits of an index name.</summary>
internal static class TableLookUp
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of<TTable>(Vector512<int> index)
        where TTable : struct, ILookUpTable
    {
        if (Avx512F.IsSupported) return Avx512F.PermuteVar16x32(TTable.Entries, index);
        return Vector512.Create(Of<TTable>(index.GetLower()), Of<TTable>(index.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of<TTable>(Vector256<int> index)
        where TTable : struct, ILookUpTable
    {
        if (Avx512F.VL.IsSupported) return Avx512F.VL.PermuteVar8x32x2(TTable.Entries.GetLower(), index, TTable.Entries.GetUpper());
        if (!Avx2.IsSupported) return Vector256.Create(Of<TTable>(index.GetLower()), Of<TTable>(index.GetUpper()));

        // The fourth bit of the index chooses the half; a blend looks at signs.
        if (TTable.IsOneOfFew)
        {
            return Avx.BlendVariable(
                Avx2.PermuteVar8x32(TTable.Entries.GetLower(), index),
                Avx2.PermuteVar8x32(TTable.Entries.GetUpper(), index),
                (index << 28).AsSingle());
        }

        // Zero, which the compiler does not know: combined with it, a table is read into a register and not by the permutation itself.
        Vector256<int> none = Avx2.ShiftRightLogical(index, 32);
        return Avx.BlendVariable(
            Avx2.PermuteVar8x32((TTable.Entries.GetLower().AsInt32() ^ none).AsSingle(), index),
            Avx2.PermuteVar8x32((TTable.Entries.GetUpper().AsInt32() ^ none).AsSingle(), index),
            (index << 28).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OfEight<TTable>(Vector256<int> index)
        where TTable : struct, IEightEntryTable => Avx2.IsSupported ? Avx2.PermuteVar8x32(TTable.Eight, index) : Of<TTable>(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of<TTable>(Vector128<int> index)
        where TTable : struct, ILookUpTable
    {
        if (Avx2.IsSupported) return Of<TTable>(index.ToVector256Unsafe()).GetLower();
        Vector128<int> places = index & Vector128.Create(15);
        Vector512<float> entries = TTable.Entries;
        if (AdvSimd.Arm64.IsSupported)
        {
            // The table's 64 bytes are looked up by bytes: those of entry i are 4 i to 4 i + 3.
            Vector128<int> bytes = (places * 0x04040404) + Vector128.Create(0x03020100);
            Vector256<float> lower = entries.GetLower(), upper = entries.GetUpper();
            return AdvSimd.Arm64.VectorTableLookup(
                (lower.GetLower().AsByte(), lower.GetUpper().AsByte(), upper.GetLower().AsByte(), upper.GetUpper().AsByte()),
                bytes.AsByte()).AsSingle();
        }

        return Vector128.Create(
            entries.GetElement(places.GetElement(0)),
            entries.GetElement(places.GetElement(1)),
            entries.GetElement(places.GetElement(2)),
            entries.GetElement(places.GetElement(3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OfEight<TTable>(Vector128<int> index)
        where TTable : struct, IEightEntryTable =>
        Avx2.IsSupported ? OfEight<TTable>(index.ToVector256Unsafe()).GetLower() : Of<TTable>(index);
}
