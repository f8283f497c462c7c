-- needs: bridges
SELECT id, district, opened FROM bridges WHERE opened IS NOT NULL
