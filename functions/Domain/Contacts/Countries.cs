using System.Collections.Frozen;
using System.Globalization;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Contacts;

/// <summary>Countries by their ISO 3166-1 alpha-2 codes.</summary>
public static class Countries
{
    private static readonly FrozenSet<string> Codes = (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR "
        + "CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU "
        + "ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ "
        + "MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI "
        + "SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    // What people write instead of a code: other codes, languages, parts of a country, and names that no standard has.
    private static readonly Dictionary<string, string> Habits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UK"] = "GB",
        ["EN"] = "GB",
        ["ENG"] = "GB",
        ["SCO"] = "GB",
        ["WAL"] = "GB",
        ["England"] = "GB",
        ["Scotland"] = "GB",
        ["Wales"] = "GB",
        ["Northern Ireland"] = "GB",
        ["Great Britain"] = "GB",
        ["Britain"] = "GB",
        ["SU"] = "RU",
        ["Russian Federation"] = "RU",
        ["EL"] = "GR",
        ["JA"] = "JP",
        ["CS"] = "CZ",
        ["Czech Republic"] = "CZ",
        ["DA"] = "DK",
        ["Holland"] = "NL",
        ["The Netherlands"] = "NL",
        ["U.S."] = "US",
        ["U.S.A."] = "US",
        ["America"] = "US",
        ["United States of America"] = "US",
        ["UAE"] = "AE",
        ["Korea"] = "KR",
        ["KO"] = "KR",
        ["Turkey"] = "TR",
        ["TP"] = "TL",
        ["ZR"] = "CD",
    };

    private static readonly Lazy<FrozenDictionary<string, string>> Names = new(ReadNames);

    /// <summary>Says what is wrong with a country that does not exist, and which one may be meant.</summary>
    public static string FaultOf(string? text)
    {
        var name = text?.Trim() ?? "";
        var code = Habits.GetValueOrDefault(name) ?? Names.Value.GetValueOrDefault(name);
        return code is null
            ? "Not a country: give its two letters by ISO 3166, as in FR."
            : $"'{TextRules.Abbreviate(name)}' is no code of a country: did you mean {code}? Give the two letters by ISO 3166.";
    }

    /// <summary>Normalizes a code to upper case, as it is stored; null when there is no such country.</summary>
    public static string? Normalize(string text) => text.Trim().ToUpperInvariant() is var code && Codes.Contains(code) ? code : null;

    // The codes of three letters, and the names in English and in the country's own language.
    private static FrozenDictionary<string, string> ReadNames()
    {
        Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var region in Codes.Select(RegionOf).OfType<RegionInfo>())
        {
            foreach (var name in new[] { region.ThreeLetterISORegionName, region.EnglishName, region.NativeName })
            {
                names.TryAdd(name, region.TwoLetterISORegionName);
            }
        }

        return names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    // The framework lacks a few territories.
    private static RegionInfo? RegionOf(string code)
    {
        try
        {
            return new RegionInfo(code);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
