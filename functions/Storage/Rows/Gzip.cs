using System.IO.Compression;

namespace CampaignTasks.Storage.Rows;

/// <summary>The compression of bytes for a column of a row.</summary>
public static class Gzip
{
    /// <summary>Compresses bytes, by default as fast as it goes.</summary>
    public static byte[] Zip(ReadOnlySpan<byte> plain, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var zipped = new MemoryStream(plain.Length / 3);
        using (var gzip = new GZipStream(zipped, level, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return zipped.ToArray();
    }

    /// <summary>Restores the bytes that were compressed.</summary>
    /// <exception cref="InvalidDataException">They are not gzip.</exception>
    public static ReadOnlyMemory<byte> Unzip(ReadOnlyMemory<byte> zipped)
    {
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(zipped.ToArray(), writable: false), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }
}
