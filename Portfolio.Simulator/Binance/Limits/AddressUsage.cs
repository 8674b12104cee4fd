namespace Portfolio.Simulator.Binance.Limits;

/// <summary>The usage of one address, and whether it is banned.</summary>
internal sealed class AddressUsage
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBan = TimeSpan.FromDays(3);

    private const int FuturesWeightPerMinute = 2_400;

    private readonly Lock _gate = new();
    private readonly UsageWindow _api = new(Minute);
    private readonly UsageWindow _raw = new(TimeSpan.FromMinutes(5));
    private readonly UsageWindow _refusals = new(Minute);
    private readonly Dictionary<string, UsageWindow> _others = [];
    private int _bans;

    /// <summary>Null when it never was banned.</summary>
    public DateTimeOffset? BannedUntil { get; private set; }

    /// <summary>Answers of 429 and 418 so far.</summary>
    public int TooMany { get; private set; }

    public int Banned { get; private set; }

    /// <summary>The weight used under /api in the minute of the last request.</summary>
    public int ApiWeight => _api.Used;

    public LimitCharge Charge(BinanceRoute route, int weight, DateTimeOffset now, LimitSettings settings)
    {
        lock (_gate)
        {
            if (BannedUntil is { } until && now < until)
                return Ban(until, now);

            var window = route.Sapi || route.FuturesHost is not null ? Other(route.FuturesHost ?? route.Path) : _api;
            var limit = route.Sapi ? settings.SapiWeightPerMinute
                : route.FuturesHost is null ? settings.ApiWeightPerMinute
                : FuturesWeightPerMinute;
            var used = window.Add(weight, now);
            var raw = route.Sapi || route.FuturesHost is not null ? 0 : _raw.Add(1, now);
            if (used <= limit && raw <= settings.RawRequestsPerFiveMinutes)
                return new LimitCharge(used);

            if (_refusals.Add(1, now) > settings.RefusalsBeforeBan)
            {
                var end = now + BanLength(settings);
                BannedUntil = end;
                return Ban(end, now);
            }

            TooMany++;
            var full = used > limit ? window : _raw;
            return new LimitCharge(used, BinanceError.TooManyRequests(limit), full.SecondsLeft(now));
        }
    }

    private LimitCharge Ban(DateTimeOffset until, DateTimeOffset now)
    {
        Banned++;
        var seconds = (int)Math.Ceiling((until - now).TotalSeconds);
        return new LimitCharge(Used: null, BinanceError.Banned(until), seconds);
    }

    private TimeSpan BanLength(LimitSettings settings)
    {
        var length = TimeSpan.FromSeconds(settings.BanSeconds) * (1L << Math.Min(_bans++, 20));
        return length < LongestBan ? length : LongestBan;
    }

    private UsageWindow Other(string counted)
    {
        if (!_others.TryGetValue(counted, out var window))
            _others[counted] = window = new UsageWindow(Minute);
        return window;
    }
}
