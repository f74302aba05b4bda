namespace FastNN.Cli.Lessons;

/// <summary>Says where data that are not part of FastNN can be had.</summary>
internal static class DataOrigins
{
    /// <summary>Words the origin of a file.</summary>
    /// <param name="name">The path within the folder of data.</param>
    public static string Of(string name) => name.Split('/')[0] switch
    {
        "mnist" => "MNIST is four gzipped IDX files (train-images-idx3-ubyte.gz and so on), to be had from "
            + "https://ossci-datasets.s3.amazonaws.com/mnist/; put them into a folder named mnist.",
        "cat" => "The cat images are the arrays of train_catvnoncat.h5 and test_catvnoncat.h5 of the course that documents 003 and 004 link to, "
            + "saved by numpy.save as cat/train_set_x.u8.npy, train_set_y.i64.npy, test_set_x.u8.npy and test_set_y.i64.npy.",
        "ai-edu" => "The tutorial's arrays are ch04.npz to ch11.test.npz of https://github.com/microsoft/ai-edu (folder data of its "
            + "neural network course); put them into a folder named ai-edu.",
        "islr" => "Default.txt comes with the book that document 002 is taken from; Advertising.csv is on "
            + "https://www.statlearning.com/resources-python; put them into a folder named islr.",
        _ => "It is not part of FastNN.",
    };
}
