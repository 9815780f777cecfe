namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// A reader of HTML that knows whether it stands among the content, in a tag, in a comment, or in an element of raw text.
/// </summary>
/// <param name="rawElements">The elements whose content is no HTML.</param>
internal sealed class HtmlScanner(string[] rawElements)
{
    private readonly List<int> _strays = [];
    private Place _place;
    private char _quote;
    private string _element = "";

    private enum Place
    {
        Content,
        Tag,
        Comment,
        RawText,
    }

    /// <summary>True when an element or a comment may begin here.</summary>
    public bool IsInContent => _place is Place.Content;

    /// <summary>Gets the number of tags and comments.</summary>
    public int Tags { get; private set; }

    /// <summary>Gets the positions of each &lt; among the content that begins no tag.</summary>
    public IReadOnlyList<int> Strays => _strays;

    /// <summary>Reads a part of the HTML. Parts follow each other.</summary>
    public void Read(string html, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            switch (_place)
            {
                case Place.Content when html[i] is '<':
                    EnterTag(html, i);
                    break;
                case Place.Comment when Begins(html, i, "-->"):
                    _place = Place.Content;
                    break;
                case Place.RawText when Begins(html, i, $"</{_element}"):
                    (_place, _element) = (Place.Tag, "");
                    break;
                case Place.Tag:
                    ReadTag(html[i]);
                    break;
            }
        }
    }

    private void EnterTag(string html, int at)
    {
        if (Begins(html, at, "<!--"))
        {
            _place = Place.Comment;
            Tags++;
        }
        else if (at + 1 < html.Length && (char.IsAsciiLetter(html[at + 1]) || html[at + 1] is '/' or '!' or '?'))
        {
            _place = Place.Tag;
            Tags++;
            _element = Array.Find(rawElements, name => Begins(html, at + 1, name) && !IsLetterAt(html, at + 1 + name.Length)) ?? "";
        }
        else
        {
            _strays.Add(at);
        }
    }

    private void ReadTag(char c)
    {
        if (_quote is not '\0')
        {
            _quote = c == _quote ? '\0' : _quote;
        }
        else if (c is '"' or '\'')
        {
            _quote = c;
        }
        else if (c is '>')
        {
            _place = _element.Length > 0 ? Place.RawText : Place.Content;
        }
    }

    private static bool IsLetterAt(string html, int at) => at < html.Length && char.IsAsciiLetterOrDigit(html[at]);

    private static bool Begins(string html, int at, string word) =>
        string.Compare(html, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;
}
