namespace CampaignTasks.Domain.Addresses;

/// <summary>
/// The addresses of one line, separated by commas or semicolons; those in quotes, angle brackets or parentheses separate nothing. Nothing
/// between two separators is no address.
/// </summary>
/// <param name="line">The line.</param>
/// <param name="channel">The channel. The addresses of some may contain commas: such a line is one address.</param>
internal ref struct AddressLine(ReadOnlySpan<char> line, ChannelKind channel)
{
    private readonly bool _isOneAddress = !MayHaveSeveral(channel) || !line.ContainsAny(Separators);
    private ReadOnlySpan<char> _rest = line;

    private const string Separators = ",;\uFF0C\uFF1B";

    /// <summary>The address that was read last.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    public readonly AddressLine GetEnumerator() => this;

    public bool MoveNext()
    {
        do
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            var length = _isOneAddress ? _rest.Length : LengthOfFirst(_rest);
            Current = ChannelAddress.Trim(_rest[..length]);
            _rest = _rest[Math.Min(length + 1, _rest.Length)..];
        } while (Current.IsEmpty);
        return true;
    }

    private static bool MayHaveSeveral(ChannelKind channel) =>
        channel is ChannelKind.Email or ChannelKind.Sms or ChannelKind.Whatsapp or ChannelKind.Telegram or ChannelKind.Vk;

    private static int LengthOfFirst(ReadOnlySpan<char> text)
    {
        var (isQuoted, depth) = (false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when isQuoted:
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '<' or '(' when !isQuoted:
                    depth++;
                    break;
                case '>' or ')' when !isQuoted:
                    depth = Math.Max(0, depth - 1);
                    break;
                case var c when !isQuoted && depth is 0 && Separators.Contains(c) && !IsExtension(text[(i + 1)..]):
                    return i;
            }
        }

        return text.Length;
    }

    // The extension of a phone number, as in +14255550123;ext=5, is no address of its own.
    private static bool IsExtension(ReadOnlySpan<char> rest) =>
        rest.TrimStart().StartsWith("ext", StringComparison.OrdinalIgnoreCase) && rest.TrimStart()[3..].IndexOf('@') < 0;
}
