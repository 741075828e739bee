"""What only this exam needs: its derivations, games, schedules and divergences."""
