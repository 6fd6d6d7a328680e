using System.Globalization;
using NfvRuntime.Runtime;
using NfvRuntime.Sdk;
using Spectre.Console;

namespace NfvRuntime.Cli.Output;

/// <summary>Ports and stages with their packets, one row each.</summary>
internal static class BooksTable
{
    public static Table Of(IReadOnlyList<PortReport> ports, IReadOnlyList<StageReport> stages)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumns("", "kind");
        foreach (string column in (string[])["received", "created", "sent", "consumed", "dropped", "held", "restarts"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        table.AddColumn("drops by reason");
        foreach (PortReport port in ports)
        {
            if (port.Receive is { } receive)
            {
                Row(table, port.Name, $"{port.Open} rx{In(port.Guest)}", receive.Packets, null, null, null, receive.Dropped, receive.Held, receive.Faults);
            }
        }

        foreach (StageReport stage in stages)
        {
            Row(table, stage.Name, $"{stage.Kind}{In(stage.Guest)}{(stage.Service == ServiceState.OutOfService ? " (out of service)" : "")}", stage.Received, stage.Created, stage.Sent, stage.Consumed, stage.Dropped, stage.Held, stage.Restarts);
        }

        foreach (PortReport port in ports)
        {
            if (port.Transmit is { } transmit)
            {
                Row(table, port.Name, $"{port.Open} tx{In(port.Guest)}", null, null, transmit.Packets, null, transmit.Dropped, transmit.Held, transmit.Faults);
            }
        }

        return table;
    }

    /// <summary>The guests, one row each: how they are, and what their deaths cost.</summary>
    public static Table Of(IReadOnlyList<GuestReport> guests)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumns("guest", "kind", "process", "");
        foreach (string column in (string[])["deaths", "outage median", "longest", "pause median", "longest"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        table.AddColumn("died of");
        foreach (GuestReport guest in guests)
        {
            table.AddRow(
                Markup.Escape(guest.Name),
                guest.Kind,
                guest.Process == 0 ? "" : Number((ulong)guest.Process),
                guest.Phase.ToString().ToLowerInvariant(),
                Number(guest.Deaths),
                Time(guest.Outage?.MedianMs),
                Time(guest.Outage?.MaxMs),
                Time(guest.Pause?.MedianMs),
                Time(guest.Pause?.MaxMs),
                Markup.Escape(guest.LastDeath ?? ""));
        }

        return table;
    }

    private static string In(string? guest) => guest is null ? "" : $" in {guest}";

    private static string Time(double? milliseconds) => milliseconds is { } time ? TimeText.Of(time * 1000) : "";

    private static void Row(
        Table table,
        string name,
        string kind,
        ulong? received,
        ulong? created,
        ulong? sent,
        ulong? consumed,
        IReadOnlyDictionary<string, ulong> dropped,
        ulong held,
        ulong restarts)
    {
        ulong total = dropped.Values.Aggregate(0UL, (a, b) => a + b);
        table.AddRow(
            Markup.Escape(name),
            Markup.Escape(kind),
            Number(received),
            Number(created),
            Number(sent),
            Number(consumed),
            Number(total),
            Number(held),
            Number(restarts),
            Markup.Escape(string.Join(", ", dropped.Select(d => $"{d.Key} {d.Value}"))));
    }

    private static string Number(ulong? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
