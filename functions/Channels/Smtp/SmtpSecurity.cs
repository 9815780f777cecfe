using System.Text.Json.Serialization;
using CampaignTasks.Domain;

namespace CampaignTasks.Channels.Smtp;

/// <summary>The encryption of a connection to a mail server.</summary>
[JsonConverter(typeof(EnumNameConverter<SmtpSecurity>))]
internal enum SmtpSecurity
{
    /// <summary>The connection begins in the clear and must change over to TLS.</summary>
    StartTls,

    /// <summary>TLS from the first octet.</summary>
    Tls,

    /// <summary>None: for a mail catcher.</summary>
    None,
}
