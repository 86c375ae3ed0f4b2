"""Rules between personas, proved for every request or broken by one."""
