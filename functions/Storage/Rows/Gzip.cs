using System.IO.Compression;

namespace CampaignTasks.Storage.Rows;

/// <summary>Packed columns, smaller.</summary>
internal static class Gzip
{
    public static byte[] Zip(ReadOnlySpan<byte> plain)
    {
        using var zipped = new MemoryStream(plain.Length / 3);
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return zipped.ToArray();
    }

    public static ReadOnlySpan<byte> Unzip(ReadOnlyMemory<byte> zipped)
    {
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(zipped.ToArray(), writable: false), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        return plain.GetBuffer().AsSpan(0, (int)plain.Length);
    }
}
