namespace CampaignTasks.Domain.Addresses;

/// <summary>
/// The forms in which one phone subscriber's number is written. Mexico (1) and Argentina (9) had a digit for mobile phones after the
/// country code, and Brazil put a 9 before mobile numbers: providers and address books still use both forms.
/// </summary>
/// <remarks>
/// Sources: ITU-T E.164 notifications of Mexico (August 2019, the 1 ended) and Brazil (2012 to 2016, the ninth digit); Argentina's
/// numbering plan, where 9 marks a mobile number that is called from abroad.
/// </remarks>
public static class SubscriberForms
{
    /// <summary>Lists the E.164 forms of the same subscriber, the given one first.</summary>
    public static IReadOnlyList<string> Of(string number) => Other(number) is { } other ? [number, other] : [number];

    /// <summary>Gets the one form by which a subscriber is compared: the longest.</summary>
    public static string Canonical(string number) => Other(number) is { } other && other.Length > number.Length ? other : number;

    private static string? Other(string number) =>
        number switch
        {
            ['+', '5', '2', '1', .. { Length: 10 } rest] => $"+52{rest}",
            ['+', '5', '2', .. { Length: 10 } rest] => $"+521{rest}",
            ['+', '5', '4', '9', .. { Length: 10 } rest] => $"+54{rest}",
            ['+', '5', '4', .. { Length: 10 } rest] => $"+549{rest}",
            // Eight digits that begin with 2 to 5 are a landline, which never had a 9.
            ['+', '5', '5', var a, var b, '9', >= '6' and <= '9', _, _, _, _, _, _, _] => $"+55{a}{b}{number[6..]}",
            ['+', '5', '5', var a, var b, >= '6' and <= '9', _, _, _, _, _, _, _] => $"+55{a}{b}9{number[5..]}",
            _ => null,
        };
}
