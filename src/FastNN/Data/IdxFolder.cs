using System.Numerics;

namespace FastNN.Data;

/// <summary>
/// Reads image classification sets kept as four IDX files in a folder: MNIST, Fashion-MNIST, EMNIST and others of any image size.
/// </summary>
public static class IdxFolder
{
    /// <summary>Reads the training and the test set of a folder.</summary>
    /// <remarks>
    /// The files are <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and
    /// <c>t10k-labels-idx1-ubyte</c>. A dot may stand for the hyphen before <c>idx</c>, <c>test</c> for <c>t10k</c>, <c>.gz</c> may
    /// follow, and something may come before, as in <c>emnist-letters-train-images-idx3-ubyte.gz</c>.
    /// </remarks>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="folder">The folder.</param>
    /// <returns>
    /// Both sets: pixels as <c>x/255</c>, one row per image; as many classes as the largest label of either set plus one.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file is missing; the message names it and the folder.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is not valid, holds labels where images belong or the reverse, does not fit the others, or several files could be meant.
    /// </exception>
    public static (Dataset<T> Train, Dataset<T> Test) Load<T>(string folder)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        string[] paths =
        [
            Find(folder, ["train"], "images", 3), Find(folder, ["train"], "labels", 1),
            Find(folder, ["t10k", "test"], "images", 3), Find(folder, ["t10k", "test"], "labels", 1),
        ];
        IdxArray trainLabels = ReadLabels(paths[1]), testLabels = ReadLabels(paths[3]);
        int classCount = Math.Max(CountClasses(trainLabels), CountClasses(testLabels));
        Dataset<T> train = Join<T>(ReadImages(paths[0]), trainLabels, classCount);
        Dataset<T> test = Join<T>(ReadImages(paths[2]), testLabels, classCount);
        if (train.FeatureCount != test.FeatureCount)
        {
            throw new InvalidDataException(
                $"{paths[2]}: images have {test.FeatureCount} pixels, those of {paths[0]} have {train.FeatureCount}.");
        }

        return (train, test);
    }

    /// <summary>Reads one set from a file of images and one of labels.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="imagesPath">The file of images: unsigned bytes, count × height × width.</param>
    /// <param name="labelsPath">The file of labels: unsigned bytes, one per image.</param>
    /// <param name="classCount">The number of classes, or zero for the largest label plus one.</param>
    /// <returns>The set: pixels as <c>x/255</c>, one row per image.</returns>
    /// <exception cref="InvalidDataException">A file is not valid, or the two do not belong together.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static Dataset<T> LoadPair<T>(string imagesPath, string labelsPath, int classCount = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classCount);
        IdxArray labels = ReadLabels(labelsPath);
        int needed = CountClasses(labels);
        if (classCount != 0 && needed > classCount)
        {
            throw new InvalidDataException(
                $"{labelsPath}: the label {needed - 1} occurs; for {classCount} classes the largest is {classCount - 1}.");
        }

        return Join<T>(ReadImages(imagesPath), labels, Math.Max(classCount, needed));
    }

    private static string Find(string folder, string[] sets, string content, int rank)
    {
        string[] endings =
        [
            .. from set in sets
               from mark in "-."
               from suffix in new[] { "", ".gz" }
               select $"{set}-{content}{mark}idx{rank}-ubyte{suffix}",
        ];

        // A file of just that name is meant even where others end in it; ordinary before compressed.
        foreach (string name in endings)
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path)) return path;
        }

        string[] found = [.. Directory.GetFiles(folder).Where(path => endings.Any(path.EndsWith)).Order(StringComparer.Ordinal)];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new FileNotFoundException($"There is no file '{endings[0]}' in the folder '{folder}', nor '{endings[1]}'.", endings[0]),
            _ => throw new InvalidDataException($"{folder}: which file is '{endings[0]}': {string.Join(", ", found.Select(Path.GetFileName))}?"),
        };
    }

    private static IdxArray ReadImages(string path) => Check(IdxReader.Read(path), "images", "count × height × width", rank: 3);

    private static IdxArray ReadLabels(string path) => Check(IdxReader.Read(path), "labels", "one per image", rank: 1);

    private static IdxArray Check(IdxArray array, string content, string shape, int rank)
    {
        if (array.Dimensions.Length == rank && array.ElementType == IdxElementType.Byte)
        {
            if (array.Count == 0) throw new InvalidDataException($"{array.Source}: offset 4: the file holds no {content}.");
            return array;
        }

        string seems = array.Dimensions.Length switch
        {
            3 when rank == 1 => "; it seems to hold images",
            1 when rank == 3 => "; it seems to hold labels",
            _ => "",
        };
        throw new InvalidDataException(
            $"{array.Source}: offset 2: {content} must have rank {rank} ({shape}) and unsigned bytes; this file has rank " +
            $"{array.Dimensions.Length} and elements of type {array.ElementType}{seems}.");
    }

    private static int CountClasses(IdxArray labels)
    {
        int largest = 0;
        foreach (byte label in labels.Elements<byte>()) largest = Math.Max(largest, label);
        return largest + 1;
    }

    private static Dataset<T> Join<T>(IdxArray images, IdxArray labels, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = images.Dimensions[0], pixelCount = images.Count / count;
        if (labels.Count != count)
        {
            throw new InvalidDataException($"{labels.Source}: {labels.Count} labels do not fit the {count} images of {images.Source}.");
        }

        T[] features = Dataset<T>.AllocateStorage(count, pixelCount);
        T[] targets = Dataset<T>.AllocateStorage(count, 1);
        images.CopyTo(features.AsSpan(), 1 / 255.0);
        labels.CopyTo(targets.AsSpan());
        return Dataset.ForClassification<T>(features, targets, pixelCount, classCount);
    }
}
