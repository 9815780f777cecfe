using System.Text;

namespace CampaignTasks.Testing.Providers;

/// <summary>One connection to a <see cref="SmtpStandIn"/>.</summary>
internal sealed class SmtpSession(Stream stream)
{
    private readonly byte[] _one = new byte[1];

    public Stream Stream { get; set; } = stream;

    public bool IsSignedIn { get; set; }

    public string To { get; set; } = "";

    public Misbehaviour? How { get; set; }

    public int Mails { get; set; }

    public async Task WriteAsync(string line, CancellationToken cancellationToken)
    {
        await Stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);
        await Stream.FlushAsync(cancellationToken);
    }

    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = await ReadToAsync("\r\n"u8.ToArray(), cancellationToken);
        return line is null ? null : Encoding.UTF8.GetString(line)[..^2];
    }

    public async Task<byte[]> ReadContentAsync(CancellationToken cancellationToken)
    {
        var text = Encoding.Latin1.GetString(await ReadToAsync("\r\n.\r\n"u8.ToArray(), cancellationToken) ?? throw new IOException())[
            ..^3
        ];
        return Encoding.Latin1.GetBytes(text.Replace("\r\n..", "\r\n.", StringComparison.Ordinal));
    }

    private async Task<byte[]?> ReadToAsync(byte[] end, CancellationToken cancellationToken)
    {
        var read = new List<byte>();
        while (read.Count < end.Length || !read[^end.Length..].SequenceEqual(end))
        {
            if (await Stream.ReadAsync(_one, cancellationToken) is 0)
            {
                return null;
            }

            read.Add(_one[0]);
        }

        return [.. read];
    }
}
