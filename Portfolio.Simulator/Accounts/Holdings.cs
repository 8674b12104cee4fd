namespace Portfolio.Simulator.Accounts;

/// <summary>Writes an account's holdings as short text: "BTC 0.5", or "BTC 0.5+0.1" with a locked part.</summary>
internal static class Holdings
{
    extension(SimulatedAccount account)
    {
        public SimulatedAccount Hold(Wallet wallet, params string[] holdings)
        {
            foreach (var holding in holdings)
            {
                var parts = holding.Split(' ', '+');
                var locked = parts.Length > 2 ? Quantity.Parse(parts[2]) : Quantity.Zero;
                account.Set(wallet, parts[0], new Balance(Quantity.Parse(parts[1]), locked));
            }

            return account;
        }
    }
}
